using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Core.Doors;

/// <summary>
/// The connector's own memory: Datastore or SQLite. Reads by key are strongly consistent. Whatever was read carries the
/// store's
/// <c>Version</c>; a commit names the versions it was decided on and loses the race if one moved.
/// </summary>
public interface ICaseMappingStore
{
    /// <summary>Null before the first poll, and after somebody wiped the store.</summary>
    Task<GlobalState?> FindGlobalAsync(CancellationToken cancel);

    /// <summary>
    /// Identities by key with the mappings that they point to: two batched reads, however many keys (at most 200).
    /// </summary>
    Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel);

    /// <summary>The ledger's entries of the given keys; those that do not exist are left out.</summary>
    Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys, CancellationToken cancel);

    /// <summary>The ledger's entries that are not done: intents, and refusals.</summary>
    Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel);

    /// <summary>One page of a mapping's whole ledger, in an order of its own.</summary>
    Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel);

    /// <summary>
    /// One page of mappings, ordered by id where the query says nothing else. <paramref name="cursor"/> is null at the
    /// start, then the page's own.
    /// </summary>
    Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel);

    /// <summary>The samples that are kept: a day's, and what an interrupted day left; oldest first.</summary>
    Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel);

    /// <summary>Tombstones buried before an instant, oldest first; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel);

    /// <summary>
    /// Makes all writes or none. False: a version moved, an insert's key exists, or an update's is gone. A lost reply
    /// throws (<see cref="RemoteCallException.MayHaveTakenEffect"/>): the caller reads again.
    /// </summary>
    Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel);
}

/// <param name="StoreTime">The store's clock at the read (Datastore's <c>readTime</c>; SQLite: the host's): leases are
/// told by it.</param>
public sealed record MappingLookup(
    IReadOnlyDictionary<IdentityKey, CaseIdentity> Identities,
    IReadOnlyDictionary<string, CaseMapping> Mappings,
    DateTimeOffset StoreTime)
{
    public CaseIdentity? FindIdentity(IdentityKey key) => Identities.GetValueOrDefault(key);

    public CaseMapping? FindMapping(IdentityKey key) =>
        FindIdentity(key)?.MappingId is { } id ? Mappings.GetValueOrDefault(id) : null;
}

/// <param name="Cursor">Where the next page starts; null at the end.</param>
public sealed record MappingPage(IReadOnlyList<CaseMapping> Mappings, string? Cursor, DateTimeOffset StoreTime);

/// <param name="Cursor">Where the next page starts; null at the end.</param>
public sealed record ItemPage(IReadOnlyList<MirroredItem> Items, string? Cursor);

/// <summary>Which mappings to list; each is answered from an index, never by reading all.</summary>
public abstract record MappingQuery
{
    private MappingQuery()
    {
    }

    /// <summary>
    /// Those of <see cref="CaseMapping.IsOpen"/>: without <c>resolvedAt</c>, or with something that waits.
    /// </summary>
    public sealed record Open : MappingQuery;

    /// <summary>
    /// Those of <see cref="CaseMapping.IsWatched"/>: something waits, or a notice of an outage is out.
    /// </summary>
    public sealed record Watched : MappingQuery;

    /// <summary>
    /// Those of <see cref="Watched"/> of which a change of one side waits, of one urgency; ordered by
    /// <see cref="Waiting.Since"/>, the longest first.
    /// </summary>
    public sealed record WaitingLongest(Side Side, Priority Urgency) : MappingQuery;

    /// <summary>Those of <see cref="CaseMapping.IsUnqueued"/>: a change is stored whose task was not made.</summary>
    public sealed record Unqueued : MappingQuery;

    /// <summary>
    /// Those of <see cref="CaseMapping.IsRefused"/>: something of theirs, or all of it, was refused for good.
    /// </summary>
    public sealed record Refused : MappingQuery;

    /// <summary>
    /// Those whose <see cref="CaseMapping.TitleKey"/> begins so, in its order; all of them where the prefix is empty.
    /// </summary>
    public sealed record TitleStartsWith(string Prefix) : MappingQuery;

    /// <summary>All, the latest <c>newContentAt</c> first.</summary>
    public sealed record LatestContent : MappingQuery;

    /// <summary>Those whose <c>resolvedAt</c> is before an instant; ordered by it.</summary>
    public sealed record ResolvedBefore(DateTimeOffset Instant) : MappingQuery;
}
