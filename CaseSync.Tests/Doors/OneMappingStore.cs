using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Doors;

/// <summary>
/// As much of a store as leases and updates of one mapping need: versions count, and somebody may be quicker.
/// </summary>
internal sealed class OneMappingStore : ICaseMappingStore
{
    public CaseMapping? Mapping { get; private set; }

    public GlobalState? Global { get; set; }

    public DateTimeOffset Time { get; set; } = A.Noon;

    public List<StoreCommit> Commits { get; } = [];

    /// <summary>What another writer does to the mapping just before each commit.</summary>
    public Func<CaseMapping, CaseMapping>? Rival { get; set; }

    public static OneMappingStore With(CaseMapping? mapping, GlobalState? global = null) =>
        new() { Mapping = mapping, Global = global };

    public Task<GlobalState?> FindGlobalAsync(CancellationToken cancel) => Task.FromResult(Global);

    public Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel) =>
        Task.FromResult(A.Stored(Mapping is null ? [] : [Mapping]) with { StoreTime = Time });

    public Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel)
    {
        if (Rival is not null)
        {
            Mapping = Mapping is null ? null : Rival(Mapping) with { Version = Mapping.Version + 1 };
            Global = Global is null ? null : Global with { Version = Global.Version + 1 };
        }

        foreach (var write in commit.Writes)
        {
            if (write is StoreWrite.PutMapping put && put.Mapping.Version != Mapping?.Version
                || write is StoreWrite.PutGlobal global && global.Global.Version != Global?.Version)
            {
                return Task.FromResult(false);
            }
        }

        Commits.Add(commit);
        foreach (var write in commit.Writes)
        {
            Mapping = write is StoreWrite.PutMapping put
                ? put.Mapping with { Version = put.Mapping.Version + 1 }
                : Mapping;
            Global = write is StoreWrite.PutGlobal global
                ? global.Global with { Version = global.Global.Version + 1 }
                : Global;
        }

        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys,
        CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel) =>
        Task.FromResult(new MappingPage(Mapping is { } held && IsOf(query, held) ? [held] : [], null, Time));

    public Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CaseIdentity>>([]);

    private static bool IsOf(MappingQuery query, CaseMapping mapping) => query switch
    {
        MappingQuery.Open => mapping.IsOpen,
        MappingQuery.Watched => mapping.IsWatched,
        MappingQuery.Unqueued => mapping.IsUnqueued,
        MappingQuery.ResolvedBefore resolved => mapping.ResolvedAt < resolved.Instant,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
