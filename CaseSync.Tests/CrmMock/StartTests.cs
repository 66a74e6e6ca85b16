using CaseSync.CrmMock;
using CaseSync.Tests.GoogleMock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.CrmMock;

public sealed class StartTests
{
    [Theory]
    [InlineData("Crm:AttachmentBytesMax", "0")]
    [InlineData("Crm:AttachmentBytesMax", "5368709121")]
    [InlineData("Crm:AttachmentBytesMax", "much")]
    [InlineData("CASESYNC_PORT_BASE", "0")]
    [InlineData("Demo:OutageProxyUrl", "proxy:5120/")]
    public async Task Start_WrongSetting_EndsWithExitCode1(string name, string value) =>
        Assert.Equal(1, await MockProgram.RunAsync<CrmMockService>($"--{name}={value}"));

    [Fact]
    public async Task Start_HeldPort_EndsWithExitCode1() =>
        Assert.Equal(1, await MockProgram.RunOnAHeldPortAsync<CrmMockService>(offset: 1));

    [Fact]
    public async Task Address_NobodyChose_IsOnThisMachineOnly()
    {
        await using var crm = new CrmMockHost();
        Assert.Equal("http://127.0.0.1:5101", crm.Services.GetRequiredService<IConfiguration>()["urls"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_368_709_121)]
    public void Options_AttachmentLimitOutOfRange_AreSaidByTheirName(long bytes)
    {
        var result = new CrmMockOptionsValidator().Validate(
            null, new CrmMockOptions { AttachmentBytesMax = bytes });
        Assert.Equal($"Crm__AttachmentBytesMax is {bytes}; it takes 1 to 5368709120 bytes.", result.FailureMessage);
    }
}
