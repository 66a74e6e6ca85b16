using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Bench.Quiet;

/// <param name="Operations">Calls at the store's door.</param>
/// <param name="Writes">Entities in the commits among them.</param>
/// <param name="Mappings">Mappings that the lists among them returned.</param>
internal sealed record StoreCount(int Operations, int Writes, int Mappings);

/// <summary>The real store, with a count of what is asked of it.</summary>
internal sealed class CountingStore(ICaseMappingStore store) : ICaseMappingStore
{
    private readonly Lock _lock = new();
    private StoreCount _count = new(0, 0, 0);

    public StoreCount Take()
    {
        lock (_lock)
        {
            var count = _count;
            _count = new StoreCount(0, 0, 0);
            return count;
        }
    }

    public Task<GlobalState?> FindGlobalAsync(CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.FindGlobalAsync(cancel);
    }

    public Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.FindAsync(keys, cancel);
    }

    public Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys, CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.FindItemsAsync(mappingId, keys, cancel);
    }

    public Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.ListUnfinishedItemsAsync(mappingId, cancel);
    }

    public Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.ListItemsAsync(mappingId, cursor, pageSize, cancel);
    }

    public Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.ListLagAsync(cancel);
    }

    public async Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel)
    {
        var page = await store.ListAsync(query, cursor, pageSize, cancel);
        Add(writes: 0, mappings: page.Mappings.Count);
        return page;
    }

    public Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel)
    {
        Add(writes: 0, mappings: 0);
        return store.ListTombstonesAsync(buriedBefore, max, cancel);
    }

    public Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel)
    {
        Add(writes: commit.Writes.Count, mappings: 0);
        return store.TryCommitAsync(commit, cancel);
    }

    private void Add(int writes, int mappings)
    {
        lock (_lock)
        {
            _count = new StoreCount(_count.Operations + 1, _count.Writes + writes, _count.Mappings + mappings);
        }
    }
}
