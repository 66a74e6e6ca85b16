namespace CaseSync.Simulator.Scheduling;

/// <summary>
/// A host's clock: virtual time, and how wrong that host is. Its time stamps count right, as monotonic clocks do.
/// </summary>
internal sealed class SimulatedClock(SimulatedScheduler scheduler, Func<TimeSpan> offset) : TimeProvider
{
    /// <summary>When every history begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Start + new TimeSpan(scheduler.Now) + offset();

    public override long GetTimestamp() => scheduler.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("No job waits on a timer; if one does now, the simulator must learn it.");
}
