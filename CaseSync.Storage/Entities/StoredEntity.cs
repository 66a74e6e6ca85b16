namespace CaseSync.Storage.Entities;

/// <summary>An entity as a database keeps it.</summary>
/// <param name="Version">The database's; of an entity to be written, the version that it replaces (0: none).</param>
internal sealed record StoredEntity(EntityKey Key, long Version, PropertyBag Properties);
