using CaseSync.Tests.EndToEnd.Otlp;
using CaseSync.Tests.ServiceDefaults;

namespace CaseSync.Tests.EndToEnd;

/// <summary>
/// One stack for all tests that are content with cases of their own, started by the first of them; its telemetry comes
/// here. Where pictures are taken, the one that runs already.
/// </summary>
public sealed class SharedStack : IAsyncDisposable
{
    private OtlpCollector? _collector;
    private Stack? _stack;

    /// <summary>Null of a stack that was not started here.</summary>
    internal ReceivedTelemetry? Telemetry { get; private set; }

    internal async Task<Stack> StartAsync(CancellationToken cancel)
    {
        if (_stack is null && Pictures.FromEnvironment() is not null)
        {
            _stack = Stack.Running();
        }
        else if (_stack is null)
        {
            _collector = await OtlpCollector.StartAsync();
            Telemetry = new ReceivedTelemetry(_collector);
            _stack = await Stack.StartAsync("Sqlite", new Dictionary<string, string?>(_collector.Settings)
            {
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            }, cancel);
        }

        return _stack;
    }

    public async ValueTask DisposeAsync()
    {
        await (_stack?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_collector?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
