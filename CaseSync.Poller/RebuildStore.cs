using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller;

/// <param name="Epoch">The new one; 0 when there is nothing to rebuild yet.</param>
public sealed record RebuildReport(long Epoch);

/// <summary>
/// After a restore from a backup: begins a new epoch, in which every case is read whole on both sides before anything
/// is written to it, and makes the tasks of what waited anew.
/// </summary>
internal sealed class RebuildStore(ICaseMappingStore store)
{
    private const int PageSize = 200;

    public async Task<RebuildReport> RunAsync(CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is null)
        {
            return new RebuildReport(0);
        }

        var now = (await store.ListAsync(new MappingQuery.Unqueued(), null, pageSize: 1, cancel)).StoreTime;
        await store.UpdateGlobalAsync(global => global.WithNewEpoch(now), cancel);
        await ForgetTasksAsync(cancel);
        return new RebuildReport(now.UtcTicks);
    }

    private async Task ForgetTasksAsync(CancellationToken cancel)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(new MappingQuery.Open(), cursor, PageSize, cancel);
            foreach (var mapping in page.Mappings.Where(mapping => mapping != mapping.WithTasksForgotten()))
            {
                var id = mapping.GoogleCaseName ?? (CaseRef)mapping.CompanyCaseId!;
                await store.UpdateMappingAsync(IdentityKey.Of(id), fresh => fresh.WithTasksForgotten(), cancel);
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
    }
}
