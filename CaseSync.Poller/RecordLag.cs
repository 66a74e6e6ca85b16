using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Outages;
using CaseSync.Poller.Operating;

namespace CaseSync.Poller;

/// <summary>
/// Writes down after each DetectOutages how far the sides are behind: the console's chart of the last day. One write,
/// in a place that the next day's takes.
/// </summary>
internal sealed class RecordLag(ICaseMappingStore store, TimeProvider clock)
{
    public async Task RunAsync(int late, CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is { } global)
        {
            var waiting = await WaitingCases.ReadAsync(store, eachMax: 1, cancel);
            var now = clock.GetUtcNow();
            var sample = new LagSample(
                now, waiting.Lag(Side.Google, global, now), waiting.Lag(Side.Company, global, now), late);
            await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutLag(sample)), cancel);
        }
    }
}
