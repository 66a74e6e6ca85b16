using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Bench;

/// <summary>Counts a store's operations.</summary>
internal sealed class CountingStore(ICaseMappingStore inner) : ICaseMappingStore
{
    public int Operations { get; private set; }

    public Task<GlobalState?> FindGlobalAsync(CancellationToken cancel) => Counted(inner.FindGlobalAsync(cancel));

    public Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel) =>
        Counted(inner.FindAsync(keys, cancel));

    public Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys, CancellationToken cancel) =>
        Counted(inner.FindItemsAsync(mappingId, keys, cancel));

    public Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel) =>
        Counted(inner.ListUnfinishedItemsAsync(mappingId, cancel));

    public Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel) =>
        Counted(inner.ListAsync(query, cursor, pageSize, cancel));

    public Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(DateTimeOffset buriedBefore, int max, CancellationToken cancel) =>
        Counted(inner.ListTombstonesAsync(buriedBefore, max, cancel));

    public Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel) => Counted(inner.TryCommitAsync(commit, cancel));

    private T Counted<T>(T result)
    {
        Operations++;
        return result;
    }
}
