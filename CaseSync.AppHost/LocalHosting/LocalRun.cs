using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>The whole model as processes: checks the ports, starts all, says where everything is, stops all.</summary>
internal sealed class LocalRun : IAsyncDisposable
{
    // An emulator takes ten seconds; after this long a person wants to know what is missing.
    private static readonly TimeSpan s_sayWhatIsMissingEvery = TimeSpan.FromSeconds(30);

    // A later resource that is slow to stop does not hold up the earlier ones for longer.
    private static readonly TimeSpan s_stopInOrderFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_answerWithin = TimeSpan.FromSeconds(5);

    private static readonly PosixSignal[] s_stopSignals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly List<ResourceRun> _resources = [];
    private readonly IReadOnlyList<(string Name, string Value)> _parameters;
    private readonly Dashboard _dashboard;
    private readonly RunConsole _console;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_answerWithin };

    private LocalRun(LocalBuilder builder, DashboardPlan dashboard, RunConsole console, TimeProvider clock)
    {
        (_parameters, _console, _clock) = (builder.Parameters, console, clock);
        _dashboard = new Dashboard(dashboard, console, _http, clock);
        // Given as an argument they are no environment that a process would inherit.
        var given = builder.Configuration.AsEnumerable().Where(IsOpenTelemetrys)
            .Select(setting => KeyValuePair.Create(setting.Key, setting.Value!)).ToList();
        foreach (var model in builder.Resources)
        {
            var variables = model.Variables();
            foreach (var (name, value) in model.IsProject ? given.Concat(_dashboard.Variables) : [])
            {
                variables.TryAdd(name, value);
            }

            _resources.Add(new ResourceRun(
                model, [.. model.WaitsFor.Select(Find)], variables, console, _http, clock));
        }
    }

    /// <summary>In a test there is neither dashboard nor console; a failure says a process's last words.</summary>
    public static LocalRun Of(LocalBuilder builder, bool isTest)
    {
        var isColored = !Console.IsOutputRedirected && string.IsNullOrEmpty(builder.Configuration["NO_COLOR"]);
        var width = builder.Resources.Select(resource => resource.Name.Length).Append(Dashboard.Name.Length).Max();
        return new LocalRun(
            builder,
            isTest ? new DashboardPlan.Off("not in a test") : DashboardPlan.Of(builder.Configuration),
            new RunConsole(isTest ? TextWriter.Null : Console.Out, isColored, width),
            TimeProvider.System);
    }

    public ResourceRun Find(string name) => _resources.Find(resource => resource.Model.Name == name)
        ?? throw new InvalidOperationException($"There is no resource '{name}' here; is it declared further down?");

    public async Task<int> RunUntilStoppedAsync()
    {
        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(stop);
        try
        {
            var startedAt = _clock.GetTimestamp();
            await StartAsync(stop.Token);
            await WaitUntilHealthyAsync(stop.Token);
            _console.Table(
                $"CaseSync is up after {_clock.GetElapsedTime(startedAt).TotalSeconds:0} s. Ctrl+C ends all of it.",
                [.. Addresses(), ("Aspire's dashboard", _dashboard.Status), .. _parameters.Select(Row), .. Commands()]);
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _console.Say("Stopping …");
            return 0;
        }
        catch (CannotRunException why)
        {
            await Console.Error.WriteLineAsync(why.Message);
            return 1;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseHeldPorts();
        _dashboard.Start();
        foreach (var resource in _resources)
        {
            resource.Start();
        }

        return Task.CompletedTask;
    }

    /// <summary>Last started, first stopped, so that nobody works against something that is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopping = new List<Task> { _dashboard.StopAsync() };
        foreach (var resource in Enumerable.Reverse(_resources))
        {
            stopping.Add(resource.StopAsync());
            await Task.WhenAny(stopping[^1], Task.Delay(s_stopInOrderFor, _clock, cancellationToken));
        }

        await Task.WhenAll(stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _dashboard.DisposeAsync();
        foreach (var resource in _resources)
        {
            await resource.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task WaitUntilHealthyAsync(CancellationToken stop)
    {
        var all = Task.WhenAll(_resources.Select(resource => resource.WaitUntilHealthyAsync(CancellationToken.None)));
        while (await Task.WhenAny(all, Task.Delay(s_sayWhatIsMissingEvery, _clock, stop)) != all)
        {
            stop.ThrowIfCancellationRequested();
            var missing = _resources.Where(resource => !resource.IsHealthy).Select(resource => resource.Model.Name);
            _console.Say($"Still waiting for: {string.Join(", ", missing)}.");
        }
    }

    private void RefuseHeldPorts()
    {
        foreach (var resource in _resources)
        {
            foreach (var port in resource.Model.Endpoints.Select(endpoint => endpoint.Port))
            {
                if (HeldPort.FindHolder(port) is { } holder)
                {
                    throw new CannotRunException(
                        $"Port {port}, on which {resource.Model.Name} is to listen, is held by {holder}: "
                        + "end that, or move all ports with CASESYNC_PORT_BASE (5100 unless set).");
                }
            }
        }
    }

    private static bool IsOpenTelemetrys(KeyValuePair<string, string?> setting) =>
        setting.Key.StartsWith("OTEL_", StringComparison.Ordinal) && setting.Value is not null;

    private IEnumerable<(string What, string Where)> Addresses() => _resources
        .SelectMany(resource => resource.Model.Endpoints)
        .Where(endpoint => endpoint.DisplayText is not null)
        .Select(endpoint => (endpoint.DisplayText!, endpoint.Url));

    private IEnumerable<(string What, string Where)> Commands() => _resources
        .SelectMany(resource => resource.Model.Commands)
        .Select(command => (command.DisplayName, $"curl -X POST {command.Address}"));

    private static (string What, string Where) Row((string Name, string Value) parameter) =>
        (char.ToUpperInvariant(parameter.Name[0]) + parameter.Name[1..], parameter.Value);

    /// <summary>Ctrl+C, a polite end or a closed terminal stop the run; a second Ctrl+C ends the host at once, and with
    /// it every process, as their watchers see it go.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations = [];

        public StopSignals(CancellationTokenSource stop)
        {
            foreach (var signal in s_stopSignals)
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    // Only Ctrl+C counts twice: "dotnet run" passes on a SIGTERM that the group got as well.
                    context.Cancel = signal != PosixSignal.SIGINT || !stop.IsCancellationRequested;
                    stop.Cancel();
                }));
            }
        }

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
    }
}
