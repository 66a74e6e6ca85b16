using System.Text.Json;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.RemoteCalls;

public sealed class RemoteErrorTests
{
    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", RemoteFailure.Rejected)]
    [InlineData(400, "FAILED_PRECONDITION", RemoteFailure.Conflict)]
    [InlineData(400, "OUT_OF_RANGE", RemoteFailure.Rejected)]
    [InlineData(401, "UNAUTHENTICATED", RemoteFailure.Denied)]
    [InlineData(403, "PERMISSION_DENIED", RemoteFailure.Denied)]
    [InlineData(404, "NOT_FOUND", RemoteFailure.Missing)]
    [InlineData(409, "ABORTED", RemoteFailure.Conflict)]
    [InlineData(409, "ALREADY_EXISTS", RemoteFailure.Conflict)]
    [InlineData(429, "RESOURCE_EXHAUSTED", RemoteFailure.Throttled)]
    [InlineData(500, "INTERNAL", RemoteFailure.Unavailable)]
    [InlineData(503, "UNAVAILABLE", RemoteFailure.Unavailable)]
    [InlineData(504, "DEADLINE_EXCEEDED", RemoteFailure.Unavailable)]
    public void GoogleError_Parsed_MeansWhatItsCodeSays(int status, string code, RemoteFailure failure)
    {
        var error = Parse(status, $$$"""{"error":{"code":{{{status}}},"message":"No.","status":"{{{code}}}"}}""");
        Assert.Equal((failure, code, "No."), (error.Failure, error.Code, error.Message));
    }

    [Theory]
    [InlineData(302, RemoteFailure.Denied)]
    [InlineData(400, RemoteFailure.Rejected)]
    [InlineData(401, RemoteFailure.Denied)]
    [InlineData(403, RemoteFailure.Denied)]
    [InlineData(404, RemoteFailure.Missing)]
    [InlineData(405, RemoteFailure.Denied)]
    [InlineData(408, RemoteFailure.Throttled)]
    [InlineData(409, RemoteFailure.Conflict)]
    [InlineData(412, RemoteFailure.Conflict)]
    [InlineData(413, RemoteFailure.Rejected)]
    [InlineData(415, RemoteFailure.Rejected)]
    [InlineData(422, RemoteFailure.Rejected)]
    [InlineData(429, RemoteFailure.Throttled)]
    [InlineData(502, RemoteFailure.Unavailable)]
    public void ProblemDetails_Parsed_MeansWhatItsStatusSays(int status, RemoteFailure failure) =>
        Assert.Equal(failure, Parse(status, """{"title":"No","detail":"Because."}""").Failure);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"message":"no route"}""")]
    public void NotFound_InSomebodyElsesWords_IsNoMissingCase(string body) =>
        Assert.Equal(RemoteFailure.Denied, Parse(404, body).Failure);

    [Theory]
    [InlineData('"', '"')]
    [InlineData('\'', '\'')]
    [InlineData('`', '`')]
    [InlineData('“', '”')]
    [InlineData('„', '“')]
    [InlineData('«', '»')]
    public void Message_QuotesALongText_LeavesItOut(char open, char close)
    {
        var text = "It isn't so that the disk is full, and we can't say why it is.";

        var error = Parse(400, JsonSerializer.Serialize(
            new { title = $"Invalid value {open}{text}{close} of field {open}priority{close}. It can't be taken." }));

        Assert.Equal($"Invalid value {open}…{close} of field {open}priority{close}. It can't be taken.", error.Message);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    public void Message_EndsWithinAQuotation_LeavesItOut(string open) =>
        Assert.Equal(
            $"Invalid value {open}…",
            Parse(400, JsonSerializer.Serialize(new { title = $"Invalid value {open}{new string('x', 50)}" })).Message);

    [Fact]
    public void Message_OfSeveralLines_IsItsFirst() =>
        Assert.Equal(
            "This was refused: …",
            Parse(400, """{"title":"This was refused:\nThe disk of db-7 is full.\nHelp!"}""").Message);

    [Fact]
    public void Message_TooLong_IsCut() =>
        Assert.Equal(201, Parse(400, $$"""{"title":"{{new string('x', 1000)}}"}""").Message!.Length);

    private static RemoteError Parse(int status, string body) =>
        RemoteError.Parse(status, JsonDocument.Parse(body).RootElement);
}
