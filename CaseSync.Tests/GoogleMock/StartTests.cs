using CaseSync.GoogleMock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.GoogleMock;

public sealed class StartTests
{
    [Theory]
    [InlineData("Care:AttachmentBytesMax", "0")]
    [InlineData("Queue:DuplicateEvery", "-1")]
    [InlineData("Queue:DuplicateEvery", "often")]
    [InlineData("Schedule:Every:PollGoogleForUpdates", "00:00:00")]
    [InlineData("Schedule:Every:Poll", "00:00:05")]
    [InlineData("Schedule:File", "/nowhere/schedule.json")]
    [InlineData("CASESYNC_PORT_BASE", "many")]
    public async Task Start_WrongSetting_EndsWithExitCode1(string name, string value) =>
        Assert.Equal(1, await MockProgram.RunAsync<GoogleMockService>($"--{name}={value}"));

    [Fact]
    public async Task Start_HeldPort_EndsWithExitCode1() =>
        Assert.Equal(1, await MockProgram.RunOnAHeldPortAsync<GoogleMockService>(offset: 2));

    [Fact]
    public async Task Address_NobodyChose_IsOnThisMachineOnly()
    {
        await using var google = new MockGoogle(("CASESYNC_PORT_BASE", "6200"));
        Assert.Equal("http://127.0.0.1:6202", google.Services.GetRequiredService<IConfiguration>()["urls"]);
    }
}
