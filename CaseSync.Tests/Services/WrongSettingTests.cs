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
    [InlineData("Sync__MarkerKeyFile", "/nowhere", "Sync__MarkerKeyFile is '/nowhere'; it takes the path of a file")]
    [InlineData("Sync__SettleTime", "soon", "Sync__SettleTime is 'soon'; it takes a time span such as 00:02:00.")]
    [InlineData("Outages__NoticesPerRun", "many", "Outages__NoticesPerRun is 'many'; it takes a whole number.")]
    [InlineData("Crm__BaseAddress", "http://", "Crm__BaseAddress is 'http://'; it takes an address such as")]
    [InlineData("Poller__Serve", "Everything", "Poller__Serve is 'Everything'; it takes Jobs, Console or Webhooks.")]
    [InlineData("Poller__Serve", "7", "Poller__Serve is 7; it takes Jobs, Console or Webhooks.")]
    [InlineData("Poller__Serve", "Webhooks", "Crm__WebhookSecret is missing; with Poller__Serve=Webhooks it takes")]
    [InlineData("Crm__WebhookSecret", "short", "Crm__WebhookSecret has 5 characters; it takes 16 or more.")]
    [InlineData("Tasks__Auth", "Basic", "Tasks__Auth is 'Basic'; it takes Oidc, CloudRun or None.")]
    [InlineData("Tasks__Auth", "7", "Tasks__Auth is 7; it takes Oidc, CloudRun or")]
    [InlineData("Tasks__Auth", "CloudRun",
        "Tasks__Auth is CloudRun and Poller__Serve is missing; with CloudRun it takes Jobs.")]
    [InlineData("CustomerCare__Auth", "7", "CustomerCare__Auth is 7; ")]
    [InlineData("CustomerCare__LanguageCode", "English, please",
        "CustomerCare__LanguageCode is 'English, please'; it takes")]
    [InlineData("CustomerCare__TimeZone", "+1", "CustomerCare__TimeZone is '+1'; it takes an IANA name")]
    [InlineData("CustomerCare__Account", "me", "CustomerCare__Account is 'me'; it takes an e-mail address")]
    [InlineData("Crm__MirrorVisibility", "Secret", "Crm__MirrorVisibility is 'Secret'; it takes Internal or Public.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector",
        "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector'; it takes an http or https address.")]
    [InlineData("Outages__NoticesPerRun", "1", "Outages__NoticesPerRun is 1; it takes 2 to")]
    [InlineData("Console__CompanyCaseUrl", "javascript:{id}",
        "Console__CompanyCaseUrl is 'javascript:{id}'; it takes an http or https")]
    [InlineData("Console__TraceUrl", "https://traces.test/",
        "Console__TraceUrl is 'https://traces.test/'; it takes an http or https")]
    [InlineData("Console__IapKeysUrl", "http://keys.test/",
        "Console__IapKeysUrl is 'http://keys.test/'; it takes an https address")]
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
            var (output, error) = (
                poller.StandardOutput.ReadToEndAsync(Cancel), poller.StandardError.ReadToEndAsync(Cancel));
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
