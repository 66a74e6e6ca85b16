using CaseSync.Core.Doors;

namespace CaseSync.Poller;

/// <param name="Epoch">The new one; 0 when there is nothing to rebuild yet.</param>
public sealed record RebuildReport(long Epoch);

/// <summary>
/// After a restore from a backup: begins a new epoch, in which every case is read whole on both sides before anything is written to it.
/// </summary>
internal sealed class RebuildStore(ICaseMappingStore store, TimeProvider clock)
{
    public async Task<RebuildReport> RunAsync(CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is null)
        {
            return new RebuildReport(0);
        }

        var now = clock.GetUtcNow();
        await store.UpdateGlobalAsync(global => global with { Epoch = now.UtcTicks, EpochStartedAt = now }, cancel);
        return new RebuildReport(now.UtcTicks);
    }
}
