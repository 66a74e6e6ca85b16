namespace CaseSync.Storage.Entities;

/// <summary>
/// What Datastore and SQLite do alike; <see cref="CaseMappingStore"/> says all the rest, once for both.
/// </summary>
internal interface IEntityStore
{
    /// <summary>Strongly consistent. Those that do not exist are left out; at least one key.</summary>
    Task<EntityLookup> LookupAsync(IReadOnlyCollection<EntityKey> keys, CancellationToken cancel);

    Task<EntityHits> QueryAsync(EntityQuery query, CancellationToken cancel);

    /// <summary>All or none; false when a condition of a write does not hold. At least one write.</summary>
    Task<bool> TryCommitAsync(IReadOnlyCollection<EntityWrite> writes, CancellationToken cancel);
}

/// <param name="StoreTime">The store's clock, not later than any of the reads.</param>
internal sealed record EntityLookup(IReadOnlyList<StoredEntity> Entities, DateTimeOffset StoreTime);

/// <summary>Entities of one kind, by one indexed property, in its order and then the name's.</summary>
/// <param name="Filter">Null only with <paramref name="Parent"/>: the whole ledger of a mapping.</param>
/// <param name="Limit">Null: all.</param>
internal sealed record EntityQuery(
    string Kind, EntityFilter? Filter, string? Parent = null, string? Cursor = null, int? Limit = null,
    bool KeysOnly = false);

internal abstract record EntityFilter(string Property)
{
    public sealed record Is(string Property, bool Value) : EntityFilter(Property);

    /// <summary>In the property's order.</summary>
    public sealed record StartsWith(string Property, string Prefix) : EntityFilter(Property)
    {
        /// <summary>Behind whatever begins so: the last character that there is.</summary>
        public string End => Prefix + "\U0010FFFF";
    }

    /// <summary>All that have the property, the latest first.</summary>
    public sealed record LatestFirst(string Property) : EntityFilter(Property);

    public sealed record Before(string Property, DateTimeOffset Instant) : EntityFilter(Property);
}

internal sealed record EntityHits(IReadOnlyList<EntityHit> Hits, DateTimeOffset StoreTime);

/// <param name="Cursor">Where a query goes on behind this entity.</param>
internal sealed record EntityHit(StoredEntity Entity, string Cursor);
