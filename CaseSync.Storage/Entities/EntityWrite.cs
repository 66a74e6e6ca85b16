namespace CaseSync.Storage.Entities;

/// <summary>One write of a commit. A commit writes each entity once.</summary>
internal abstract record EntityWrite(EntityKey Key)
{
    /// <summary>There must be none of that key.</summary>
    public sealed record Insert(StoredEntity Entity) : EntityWrite(Entity.Key);

    /// <summary>The stored one must be of <see cref="StoredEntity.Version"/>.</summary>
    public sealed record Replace(StoredEntity Entity) : EntityWrite(Entity.Key);

    public sealed record Put(StoredEntity Entity) : EntityWrite(Entity.Key);

    /// <summary>With a version, the stored one must be of it; without, it may be absent.</summary>
    public sealed record Delete(EntityKey Key, long? Version) : EntityWrite(Key);

    /// <summary>Whether another's write can make this one fail.</summary>
    public bool IsConditional => this is Insert or Replace or Delete { Version: not null };
}
