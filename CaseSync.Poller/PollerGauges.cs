using System.Diagnostics.Metrics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller;

/// <summary>What of one side is not carried over yet.</summary>
/// <param name="Waiting">Cases with a change that waits.</param>
/// <param name="Blocked">Those of them whose last sync failed, or must wait for an earlier write.</param>
/// <param name="OldestSince">When the oldest of the changes was first seen.</param>
internal sealed record Backlog(long Waiting, long Blocked, DateTimeOffset? OldestSince)
{
    public static Backlog None { get; } = new(0, 0, null);

    public Backlog With(SideProgress progress) => progress.DirtySince is not { } since ? this : new Backlog(
        Waiting + 1,
        progress.LastError is null ? Blocked : Blocked + 1,
        OldestSince is null || since < OldestSince ? since : OldestSince);
}

/// <summary>What the last runs of the jobs found, for whoever reads the metrics in between.</summary>
internal sealed class PollerGauges
{
    // Two schedules and a bit: another instance may have run the job since, and an old answer must not keep an alert
    // alive.
    private static readonly TimeSpan s_detectedFor = TimeSpan.FromMinutes(11);

    private static readonly Side[] s_sides = [Side.Google, Side.Company];
    private static readonly Priority?[] s_priorities =
        [.. Enum.GetValues<Priority>().Select(priority => (Priority?)priority), null];

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Side, DateTimeOffset> _watermarks = [];
    private IReadOnlyList<LateCase> _late = [];
    private IReadOnlyDictionary<Side, Backlog> _backlogs = new Dictionary<Side, Backlog>();
    private DateTimeOffset _detectedAt;

    public PollerGauges(TimeProvider clock)
    {
        _clock = clock;
        var meter = CaseSyncTelemetry.Meter;
        meter.CreateObservableGauge("casesync.poll.watermark_age", WatermarkAges, "s", "Age of each side's watermark.");
        meter.CreateObservableGauge(
            "casesync.sync.oldest_unsynced", () => Backlogs(OldestAge), "s",
            "Age of each side's oldest change that is not carried over.");
        meter.CreateObservableGauge(
            "casesync.sync.waiting", () => Backlogs(backlog => backlog.Waiting), "{case}",
            "Cases with a change that is not carried over.");
        meter.CreateObservableGauge(
            "casesync.lane.blocked", () => Backlogs(backlog => backlog.Blocked), "{case}",
            "Cases whose next change failed, or waits for an earlier write.");
        meter.CreateObservableGauge(
            "casesync.outage.active", Late, "{case}", "Cases that are late, as DetectOutages last saw.");
    }

    public void Polled(Side side, DateTimeOffset watermark)
    {
        lock (_lock)
        {
            _watermarks[side] = watermark;
        }
    }

    public void Detected(IReadOnlyList<LateCase> late, IReadOnlyDictionary<Side, Backlog> backlogs)
    {
        lock (_lock)
        {
            (_late, _backlogs, _detectedAt) = (late, backlogs, _clock.GetUtcNow());
        }
    }

    private bool IsCurrent => _clock.GetUtcNow() - _detectedAt <= s_detectedFor;

    private double OldestAge(Backlog backlog) => backlog.OldestSince is { } since ? Age(since) : 0;

    private double Age(DateTimeOffset since) => Math.Max(0, (_clock.GetUtcNow() - since).TotalSeconds);

    private List<Measurement<double>> WatermarkAges()
    {
        lock (_lock)
        {
            return [.. _watermarks.Select(pair => new Measurement<double>(Age(pair.Value), SideTag(pair.Key)))];
        }
    }

    private List<Measurement<double>> Backlogs(Func<Backlog, double> value)
    {
        lock (_lock)
        {
            return IsCurrent
                ? [.. _backlogs.Select(pair => new Measurement<double>(value(pair.Value), SideTag(pair.Key)))]
                : [];
        }
    }

    private List<Measurement<long>> Late()
    {
        lock (_lock)
        {
            // Zeros too: a series that ends says nothing, and an alert on it may not clear.
            return IsCurrent
                ? [.. from side in s_sides
                    from priority in s_priorities
                    select new Measurement<long>(
                        _late.Count(late => late.Side == side && late.Priority == priority), SideTag(side),
                        new(CaseSyncTelemetry.Tags.Priority, priority?.ToString() ?? "unknown"))]
                : [];
        }
    }

    private static KeyValuePair<string, object?> SideTag(Side side) =>
        new(CaseSyncTelemetry.Tags.Side, side.ToString().ToLowerInvariant());
}
