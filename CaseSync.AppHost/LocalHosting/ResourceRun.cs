namespace CaseSync.AppHost.LocalHosting;

/// <summary>One process of the model in a run: started when what it waits for is healthy, watched until it is healthy
/// itself, and started again whenever it ends.</summary>
internal sealed class ResourceRun(
    ResourceModel model,
    IReadOnlyList<ResourceRun> waitsFor,
    IReadOnlyDictionary<string, string> variables,
    RunConsole console,
    HttpClient http,
    TimeProvider clock) : IAsyncDisposable
{
    // A service stops in 8 s or is stopped.
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_probeEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_steadyAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pauseMax = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public ResourceModel Model => model;

    public bool IsHealthy => _healthy.Task.IsCompletedSuccessfully;

    public void Start() => _running = RunAsync(_stop.Token);

    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _healthy.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException late)
        {
            var lastWords = console.LastWords(model.Name);
            throw new TimeoutException($"'{model.Name}' is not healthy yet. Its last words: {lastWords}", late);
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

    /// <summary>1, 2, 4, 8, 16, then 30 seconds.</summary>
    internal static TimeSpan PauseAfter(int crashesInARow) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(crashesInARow, 10) - 1), s_pauseMax.TotalSeconds));

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.WhenAll(waitsFor.Select(other => other._healthy.Task)).WaitAsync(stop);
        var crashes = 0;
        while (true)
        {
            var startedAt = clock.GetTimestamp();
            var code = await RunOnceAsync(stop);
            crashes = clock.GetElapsedTime(startedAt) > s_steadyAfter ? 1 : crashes + 1;
            var pause = PauseAfter(crashes);
            console.Say($"{model.Name} ended with code {code} and starts again in {pause.TotalSeconds:0} s.");
            await Task.Delay(pause, clock, stop);
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken stop)
    {
        await using var group = ProcessGroup.Start(
            model.Command, model.Arguments, model.WorkingDirectory, variables,
            line => console.Line(model.Name, line, isShown: !model.IsQuiet));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var probing = ProbeAsync(ended.Token);
        try
        {
            return await group.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await group.StopAsync(s_stopWithin, clock);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await probing;
        }
    }

    private async Task ProbeAsync(CancellationToken stop)
    {
        while (!IsHealthy && !stop.IsCancellationRequested)
        {
            if (model.Health is not { } health || await AnswersAsync(health, stop))
            {
                _healthy.TrySetResult();
                return;
            }

            await Task.Delay(s_probeEvery, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AnswersAsync(HealthModel health, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(health.Address, HttpCompletionOption.ResponseHeadersRead, stop);
            return (int)answer.StatusCode == health.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false; // Not yet.
        }
    }
}
