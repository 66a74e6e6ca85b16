using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Simulator.Checking;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Storing;

/// <summary>The store as one process sees it.</summary>
internal sealed class SimulatedMappingStore(World world, SimulatedProcess process) : ICaseMappingStore
{
    private readonly Wire _wire = new(world, process, Target.Store);
    private readonly CommitCount _commits = new(world);

    private StoreContent Content => world.Store.Content;

    public Task<GlobalState?> FindGlobalAsync(CancellationToken cancel) =>
        _wire.CallAsync("global", CallKind.Read, "", () => Content.Global, cancel);

    // Two lookups, as the adapter makes them: somebody may commit in between.
    public async Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel)
    {
        var (identities, storeTime) = await _wire.CallAsync(
            "identities", CallKind.Read, "", () => (FindIdentities(keys), world.Store.Now), cancel);
        return identities.Values.All(identity => identity.MappingId is null)
            ? new MappingLookup(identities, new Dictionary<string, CaseMapping>(), storeTime)
            : await _wire.CallAsync(
                "mappings", CallKind.Read, "",
                () => new MappingLookup(identities, MappingsOf(identities.Values), world.Store.Now), cancel);
    }

    public Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys,
        CancellationToken cancel) => _wire.CallAsync<IReadOnlyList<MirroredItem>>(
            "items", CallKind.Read, mappingId,
            () => Content.Items.TryGetValue(mappingId, out var items)
                ? [.. keys.Distinct().Select(key => items.GetValueOrDefault(key)).OfType<MirroredItem>()]
                : [],
            cancel);

    public Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel) =>
        _wire.CallAsync<IReadOnlyList<MirroredItem>>(
            "items", CallKind.Read, mappingId,
            () => Content.Items.TryGetValue(mappingId, out var items)
                ? [.. items.Values.Where(item => item.State != ItemState.Done)
                    .OrderBy(item => item.Key.ToString(), StringComparer.Ordinal)]
                : [],
            cancel);

    // The console's: no job asks it.
    public Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel) =>
        _wire.CallAsync(
        "list", CallKind.Read, "", () => List(query, cursor, pageSize), cancel);

    public Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel) =>
        _wire.CallAsync<IReadOnlyList<CaseIdentity>>(
            "tombstones", CallKind.Read, "",
            () => [.. Content.Identities.Values.Where(identity => identity.Tombstone?.BuriedAt < buriedBefore)
                .OrderBy(identity => identity.Tombstone!.BuriedAt)
                .ThenBy(identity => identity.Key.Value, StringComparer.Ordinal).Take(max)],
            cancel);

    public Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel) => _wire.CallAsync(
        "commit", CallKind.Write, world.Log.IsOn ? CommitText.Of(commit) : "",
        () => !world.Faults.TakeConflict() && TryCommit(commit, cancel) && world.Checks.Committed(commit),
        cancel);

    private bool TryCommit(StoreCommit commit, CancellationToken cancel)
    {
        var isRenewal = CommitCount.IsRenewal(commit, Content);
        if (world.Without.Of(commit) is { } kept && !world.Store.TryCommit(kept))
        {
            return false;
        }

        if (!process.IsPoller && !isRenewal)
        {
            _commits.Add(commit, cancel);
        }

        return true;
    }

    private Dictionary<IdentityKey, CaseIdentity> FindIdentities(IReadOnlyCollection<IdentityKey> keys)
    {
        var found = new Dictionary<IdentityKey, CaseIdentity>();
        foreach (var key in keys)
        {
            if (Content.Identities.TryGetValue(key.Value, out var stored) && world.Without.Of(stored) is { } identity)
            {
                found[key] = identity;
            }
        }

        return found;
    }

    private Dictionary<string, CaseMapping> MappingsOf(IEnumerable<CaseIdentity> identities)
    {
        var found = new Dictionary<string, CaseMapping>();
        foreach (var identity in identities)
        {
            if (identity.MappingId is { } id && Content.Mappings.TryGetValue(id, out var mapping))
            {
                found[id] = world.Without.Of(mapping, Content.Global);
            }
        }

        return found;
    }

    private MappingPage List(MappingQuery query, string? cursor, int pageSize)
    {
        var found = new List<CaseMapping>();
        foreach (var mapping in Content.Mappings.Values)
        {
            if (IsAskedFor(mapping, query) && (cursor is null || string.CompareOrdinal(mapping.Id, cursor) > 0))
            {
                found.Add(mapping);
            }
        }

        if (query is MappingQuery.ResolvedBefore)
        {
            return new MappingPage([.. found.OrderBy(mapping => mapping.ResolvedAt)], null, world.Store.Now);
        }

        return found.Count <= pageSize
            ? new MappingPage(found, null, world.Store.Now)
            : new MappingPage(found[..pageSize], found[pageSize - 1].Id, world.Store.Now);
    }

    private bool IsAskedFor(CaseMapping mapping, MappingQuery query) => query switch
    {
        MappingQuery.Open => mapping.IsOpen && !world.Without.Is(Hosting.Without.Sweep),
        MappingQuery.Watched => mapping.IsWatched,
        MappingQuery.Unqueued => mapping.IsUnqueued,
        MappingQuery.Refused => mapping.IsRefused,
        MappingQuery.ResolvedBefore resolved => mapping.ResolvedAt < resolved.Instant,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
