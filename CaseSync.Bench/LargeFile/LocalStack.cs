using System.Globalization;

namespace CaseSync.Bench.LargeFile;

/// <summary>Both mocks, Poller and Syncer on loopback, as a local run has them, with nothing in between.</summary>
internal sealed class LocalStack : IDisposable
{
    private const int DefaultPortBase = 8500;

    private readonly List<LocalService> _services = [];
    private readonly LocalService _syncer;

    private LocalStack(int portBase, string folder)
    {
        Crm = At(portBase + 1);
        Google = At(portBase + 2);
        var (poller, syncer) = (At(portBase + 11), At(portBase + 12));
        (string, string)[] ofAll = [("TMPDIR", folder)]; // Where the mocks keep files: cleared away with the rest.
        (string, string)[] ofConnector = [.. ofAll, .. ConnectorSettings(folder, syncer)];
        try
        {
            Start("CaseSync.CrmMock", Crm, ofAll);
            Start("CaseSync.GoogleMock", Google, [.. ofAll, .. ScheduleSettings(poller)]);
            _syncer = Start("CaseSync.Syncer", syncer, ofConnector);
            Start("CaseSync.Poller", poller, ofConnector);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Uri Crm { get; }

    public Uri Google { get; }

    public int SyncerProcessId => _syncer.ProcessId;

    public static LocalStack Start(string folder)
    {
        var text = Environment.GetEnvironmentVariable("CASESYNC_PORT_BASE");
        return new LocalStack(
            string.IsNullOrEmpty(text) ? DefaultPortBase : int.Parse(text, CultureInfo.InvariantCulture), folder);
    }

    public void ThrowIfOneEnded() => _services.ForEach(service => service.ThrowIfEnded());

    public void Dispose() => _services.ForEach(service => service.Dispose());

    private LocalService Start(string name, Uri address, IEnumerable<(string, string)> settings)
    {
        var service = LocalService.Start(name, address, settings);
        _services.Add(service);
        return service;
    }

    private static Uri At(int port) => new UriBuilder("http", "127.0.0.1", port).Uri;

    private static (string, string)[] ScheduleSettings(Uri poller) =>
    [
        ("Schedule__PollerAddress", poller.ToString()),
        ("Schedule__Every__PollGoogleForUpdates", "00:00:02"),
        ("Schedule__Every__PollCompanyForUpdates", "00:00:02"),
        ("Schedule__Every__DetectOutages", "01:00:00"),
    ];

    private (string, string)[] ConnectorSettings(string folder, Uri syncer) =>
    [
        ("CustomerCare__BaseAddress", Google.ToString()),
        ("CustomerCare__Parent", "organizations/123"),
        ("CustomerCare__CreateParent", "projects/casesync-demo"),
        ("CustomerCare__Projects", "*"),
        ("CustomerCare__Auth", "None"),
        ("CustomerCare__Account", "casesync@local.test"),
        ("CustomerCare__ClassificationId", "100H41EKC1K6ASRFC5JJ"), // One of those that the Google mock lists.
        ("CustomerCare__LanguageCode", "en"),
        ("CustomerCare__TimeZone", "+00:00"),
        ("CustomerCare__SearchLag", "00:00:02"),
        ("Crm__Kind", "Generic"),
        ("Crm__BaseAddress", Crm.ToString()),
        ("Crm__SearchLag", "00:00:02"),
        ("Tasks__BaseAddress", Google.ToString()),
        ("Tasks__Queue", "projects/casesync-local/locations/local/queues/casesync"),
        ("Tasks__Auth", "None"),
        ("Tasks__SyncerAddress", syncer.ToString()),
        ("Sync__SettleTime", "00:00:05"),
        ("Sync__RequestTimeout", "00:00:05"),
        ("Sync__LeaseDuration", "00:00:15"),
        ("Store__Kind", "Sqlite"),
        ("Store__Path", Path.Combine(folder, "large-file.db")),
    ];
}
