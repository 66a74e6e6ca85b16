using System.Diagnostics.Metrics;
using CaseSync.Core;
using CaseSync.Core.Cases;

namespace CaseSync.Poller;

/// <summary>What the last runs of the jobs found, for whoever reads the metrics in between.</summary>
internal sealed class PollerGauges
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Side, DateTimeOffset> _watermarks = [];
    private IReadOnlyList<LateCase> _late = [];
    private IReadOnlyDictionary<Side, DateTimeOffset> _oldestUnsynced = new Dictionary<Side, DateTimeOffset>();

    public PollerGauges(TimeProvider clock)
    {
        _clock = clock;
        CaseSyncTelemetry.Meter.CreateObservableGauge("casesync.poll.watermark_age", () => Ages(_watermarks), "s", "Age of each side's watermark.");
        CaseSyncTelemetry.Meter.CreateObservableGauge(
            "casesync.sync.oldest_unsynced", () => Ages(_oldestUnsynced), "s", "Age of each side's oldest change that is not carried over.");
        CaseSyncTelemetry.Meter.CreateObservableGauge("casesync.outage.active", Late, "{case}", "Cases that are late, as DetectOutages last saw.");
    }

    public void Polled(Side side, DateTimeOffset watermark)
    {
        lock (_lock)
        {
            _watermarks[side] = watermark;
        }
    }

    public void Detected(IReadOnlyList<LateCase> late, IReadOnlyDictionary<Side, DateTimeOffset> oldestUnsynced)
    {
        lock (_lock)
        {
            (_late, _oldestUnsynced) = (late, oldestUnsynced);
        }
    }

    private List<Measurement<double>> Ages(IReadOnlyDictionary<Side, DateTimeOffset> since)
    {
        lock (_lock)
        {
            return [.. since.Select(pair => new Measurement<double>(
                Math.Max(0, (_clock.GetUtcNow() - pair.Value).TotalSeconds), SideTag(pair.Key)))];
        }
    }

    private List<Measurement<long>> Late()
    {
        lock (_lock)
        {
            return [.. _late.GroupBy(late => (late.Side, late.Priority)).Select(group => new Measurement<long>(
                group.Count(), SideTag(group.Key.Side), new(CaseSyncTelemetry.Tags.Priority, group.Key.Priority?.ToString() ?? "unknown")))];
        }
    }

    private static KeyValuePair<string, object?> SideTag(Side side) => new(CaseSyncTelemetry.Tags.Side, side.ToString().ToLowerInvariant());
}
