using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Poller;

/// <summary>Writes down after each DetectOutages how far the sides are behind: the console's chart of the last day. One write, in a place that the next day's takes.</summary>
internal sealed class RecordLag(ICaseMappingStore store, PollerGauges gauges, TimeProvider clock)
{
    public async Task RunAsync(int late, CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is { } global)
        {
            var now = clock.GetUtcNow();
            var sample = new LagSample(now, Lag(Side.Google, global, now), Lag(Side.Company, global, now), late);
            await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutLag(sample)), cancel);
        }
    }

    private TimeSpan Lag(Side side, GlobalState global, DateTimeOffset now)
    {
        var polled = now - (global.PolledAt(side) ?? now);
        var oldest = now - (gauges.OldestUnsynced(side) ?? now);
        return polled > oldest ? polled : oldest;
    }
}
