using System.Runtime.CompilerServices;

namespace CaseSync.Simulator.Scheduling;

/// <summary>
/// Virtual time, and all that happens in it, on one thread. Production code that awaits is continued here and nowhere
/// else, so that one seed gives one history.
/// </summary>
internal sealed class SimulatedScheduler : SynchronizationContext
{
    private readonly EventHeap _planned = new();
    private readonly Queue<(SendOrPostCallback Run, object? State)> _ready = new();
    private long _order;

    /// <summary>Ticks since the history began.</summary>
    public long Now { get; private set; }

    public long EventCount { get; private set; }

    /// <summary>Of the metric, in this history.</summary>
    public long AmbiguousWrites { get; set; }

    public void At(long time, Action run, SimulatedProcess? process = null)
    {
        if (process is null || !process.IsDead)
        {
            _planned.Add(new PlannedEvent(Math.Max(time, Now), _order++, process, run));
        }
    }

    public void After(TimeSpan delay, Action run, SimulatedProcess? process = null) =>
        At(Now + delay.Ticks, run, process);

    /// <summary>Awaits virtual time to pass. If a process is named and dies meanwhile, the wait never ends.</summary>
    public Pause Wait(long ticks, SimulatedProcess? process = null) => new(this, ticks, process);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Current != this)
        {
            throw new InvalidOperationException(
                "Something was continued on another thread: one seed would no longer give one history.");
        }

        _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing blocks in virtual time.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Lets everything happen up to an instant, or until <paramref name="isOver"/>.</summary>
    public void RunUntil(long end, Func<bool> isOver)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        // Nothing here is ambient: to restore it at each await is work for nothing.
        using var flow = ExecutionContext.SuppressFlow();
        try
        {
            Drain();
            while (_planned.Count > 0 && _planned.First.At <= end && !isOver())
            {
                var next = _planned.Take();
                Now = next.At;
                if (next.Process is { } process && (process.IsDead || process.IsFrozen(Now)))
                {
                    At(process.FrozenUntil, next.Run, process); // Dropped if it is dead.
                    continue;
                }

                EventCount++;
                next.Run();
                Drain();
            }

            Now = isOver() ? Now : Math.Max(Now, end);
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    private void Drain()
    {
        while (_ready.TryDequeue(out var ready))
        {
            ready.Run(ready.State);
        }
    }
}

/// <summary>An awaitable stretch of virtual time: straight into the heap, without a task.</summary>
internal readonly struct Pause(SimulatedScheduler scheduler, long ticks,
    SimulatedProcess? process) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public Pause GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => scheduler.At(scheduler.Now + ticks, continuation, process);
}
