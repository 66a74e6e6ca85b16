using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using CaseSync.AppHost;
using CaseSync.Core.Cases;
using CaseSync.Tests.AppHost;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Chaos;

/// <summary>The processes of a local run, wired as the host wires them, but started and killed by the test.</summary>
internal sealed class ChaosStack : IAsyncDisposable
{
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2.5);

    // As short as two busy cores allow: a killed sync holds its case until the lease is over.
    private static readonly string[] s_settings =
    [
        $"--Sync:RequestTimeout={RequestTimeout}", "--Sync:LeaseDuration=00:00:05", "--Sync:SettleTime=00:00:04",
        "--Outages:ToleranceScale=0.02", // 12 s
        "--Schedule:Every:PollGoogleForUpdates=00:00:02", "--Schedule:Every:PollCompanyForUpdates=00:00:02",
        "--Schedule:Every:DetectOutages=00:00:04",
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<StackProcess> _others = [];
    private readonly LocalPorts _ports;

    private ChaosStack(LocalPorts ports) => _ports = ports;

    public StackProcess Poller { get; private set; } = null!;

    public StackProcess Syncer { get; private set; } = null!;

    public static async Task<ChaosStack> StartAsync(
        ChaosStore store, string folder, Journal journal, CancellationToken cancel)
    {
        var ports = new LocalPorts(TestPorts.FreeBase());
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CaseSync_AppHost>(
            [$"--CASESYNC_PORT_BASE={ports.Base}", .. s_settings, .. store.Settings], cancel);
        await using var model = await builder.BuildAsync(cancel); // Read, and never started.
        var stack = new ChaosStack(ports);
        StackProcess Of(string name) => new(model.LocalRun.Find(name).Model, folder, stack._http, journal);
        model.LocalRun.Find("google-mock").Model.Environment["Schedule__File"] = () => WriteSchedule(folder);
        (stack.Poller, stack.Syncer) = (Of("poller"), Of("syncer"));
        stack._others.AddRange([Of("crm-mock"), Of("google-mock"), Of("outage-proxy")]);
        try
        {
            foreach (var process in (StackProcess[])[.. stack._others, stack.Syncer, stack.Poller])
            {
                process.Start();
            }

            await stack.WaitUntilHealthyAsync(cancel);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public Desk DeskOf(Side side) => side == Side.Google
        ? new GoogleDesk(Address(_ports.GoogleMock))
        : new CrmDesk(Address(_ports.CrmMock));

    public OutageControl Outages() => new(_http, Address(_ports.ProxyControl));

    public async Task WaitUntilHealthyAsync(CancellationToken cancel)
    {
        foreach (var process in (StackProcess[])[.. _others, Syncer, Poller])
        {
            await process.WaitUntilHealthyAsync(cancel);
        }
    }

    /// <summary>What DetectOutages finds late now; empty when nothing is.</summary>
    public async Task<string> FindLateAsync(CancellationToken cancel)
    {
        using var answer = await _http.PostAsync(
            new Uri(Address(_ports.Poller), "/tasks/detect-outages"), new StringContent("{}"), cancel);
        return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (StackProcess[])[Poller, Syncer, .. _others])
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}");

    // The queue's own, but that a task which failed often is not left alone for ten minutes.
    private static string WriteSchedule(string folder)
    {
        var schedule = JsonNode.Parse(Repository.Read(Path.Combine("deploy", "schedule.json")))!;
        schedule["queue"]!["retryConfig"]!["maxBackoff"] = "3s";
        var file = Path.Combine(folder, "schedule.json");
        File.WriteAllText(file, schedule.ToJsonString());
        return file;
    }
}
