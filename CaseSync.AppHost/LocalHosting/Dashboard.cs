namespace CaseSync.AppHost.LocalHosting;

/// <summary>Aspire's dashboard beside the model: nothing waits for it, and the run goes on without it.</summary>
internal sealed class Dashboard(DashboardPlan plan, RunConsole console, HttpClient http, TimeProvider clock)
    : IAsyncDisposable
{
    public const string Name = "dashboard";

    private static readonly Dictionary<string, string> s_quiet = new() { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true" };

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private string _progress = "installing in the background";

    /// <summary>What the table of addresses says.</summary>
    public string Status => plan switch
    {
        DashboardPlan.On on => $"{Url(on.Ports)}{(_progress.Length == 0 ? "" : $" ({_progress})")}",
        DashboardPlan.Off off => $"none: {off.Why}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What sends a service's telemetry there, as often as Aspire itself has it sent.</summary>
    public Dictionary<string, string> Variables => plan is not DashboardPlan.On on ? [] : new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{on.Ports.OtlpGrpc}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
    };

    public void Start()
    {
        if (plan is DashboardPlan.On on)
        {
            _running = RunAsync(on.Ports, _stop.Token);
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private static string Url(LocalPorts ports) => $"http://127.0.0.1:{ports.Dashboard}";

    private async Task RunAsync(LocalPorts ports, CancellationToken stop)
    {
        try
        {
            var aspire = await DashboardInstall.EnsureAsync(clock, stop);
            _progress = "starting";
            await using var run = new ResourceRun(Model(aspire, ports), [], s_quiet, console, http, clock);
            run.Start();
            await run.WaitUntilHealthyAsync(stop);
            _progress = "";
            console.Say($"Aspire's dashboard is up: {Url(ports)}");
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        }
        catch (CannotRunException why)
        {
            _progress = why.Message;
            console.Say($"Aspire's dashboard is left out: {why.Message}");
        }
    }

    private static ResourceModel Model(string aspire, LocalPorts ports) => new(
        Name,
        aspire,
        [
            "dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous",
            "--frontend-url", Url(ports),
            "--otlp-grpc-url", $"http://127.0.0.1:{ports.OtlpGrpc}",
            "--otlp-http-url", $"http://127.0.0.1:{ports.OtlpHttp}",
        ],
        Path.GetTempPath())
    {
        IsQuiet = true, // It draws a box, with links and colours.
        Health = new HealthModel(new Uri(Url(ports)), 200),
    };
}
