using CaseSync.GoogleMock.Rest;
using Microsoft.AspNetCore.Http;

namespace CaseSync.Tests.GoogleMock;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(408, 408)]
    [InlineData(400, 400)]
    [InlineData(413, 400)]
    public void Of_BodyThatCameTooSlowly_IsNoBadArgument(int status, int code) =>
        Assert.Equal(code, GoogleErrors.Of(new BadHttpRequestException("It broke.", status)).Code);
}
