using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Tests.Services;

/// <summary>A store that is down whenever a sample of the lag is to be written.</summary>
internal sealed class StoreWithoutLag(ICaseMappingStore store) : ICaseMappingStore
{
    public Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel) =>
        commit.Writes.Any(write => write is StoreWrite.PutLag)
        ? throw new RemoteCallException("store", "commit", RemoteFailure.Unavailable, "The store is down.")
        : store.TryCommitAsync(commit, cancel);

    public Task<GlobalState?> FindGlobalAsync(CancellationToken cancel) => store.FindGlobalAsync(cancel);

    public Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel) =>
        store.FindAsync(keys, cancel);

    public Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys, CancellationToken cancel) =>
        store.FindItemsAsync(mappingId, keys, cancel);

    public Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel) =>
        store.ListUnfinishedItemsAsync(mappingId, cancel);

    public Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel) =>
        store.ListItemsAsync(mappingId, cursor, pageSize, cancel);

    public Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel) =>
        store.ListAsync(query, cursor, pageSize, cancel);

    public Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel) => store.ListLagAsync(cancel);

    public Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel) =>
        store.ListTombstonesAsync(buriedBefore, max, cancel);
}
