using System.Diagnostics;
using CaseSync.Poller;

namespace CaseSync.Tests.Services;

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("Sync__SettleTime", "00:00:00", "Sync__SettleTime is 00:00:00; it takes")]
    [InlineData("Sync__LeaseDuration", "00:00:30", "Sync__LeaseDuration is 00:00:30; it takes 00:00:40")]
    [InlineData("Sync__MarkerKey", "short", "Sync__MarkerKey has 5 characters; it takes 16 or more")]
    [InlineData("Polling__GoogleWindow", "2.00:00:00", "Polling__GoogleWindow is 2.00:00:00; it takes")]
    [InlineData("Outages__ToleranceScale", "0", "Outages__ToleranceScale is 0; it takes")]
    [InlineData("Outages__NoticesPerRun", "1", "Outages__NoticesPerRun is 1; it takes 2 to")]
    public async Task Start_WithAWrongSetting_SaysItInASentenceAndEnds(string setting, string value, string sentence)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PollerService).Assembly.Location])
        {
            RedirectStandardInput = true, // The test runner speaks over its own.
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (name, given) in ServiceSettings.Local)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = given;
        }

        start.Environment["Store__Path"] = Path.Combine(Path.GetTempPath(), "casesync-never-made.db");
        start.Environment[setting] = value;
        using var poller = Process.Start(start)!;
        try
        {
            var (output, error) = (poller.StandardOutput.ReadToEndAsync(Cancel), poller.StandardError.ReadToEndAsync(Cancel));
            await poller.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(40), TimeProvider.System, Cancel);

            Assert.Equal(1, poller.ExitCode);
            Assert.Contains(sentence, await error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", await error + await output, StringComparison.Ordinal);
        }
        finally
        {
            poller.Kill(entireProcessTree: true);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
