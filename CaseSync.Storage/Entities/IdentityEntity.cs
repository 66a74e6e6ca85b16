using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Storage.Entities;

internal static class IdentityEntity
{
    /// <summary>Set, and indexed, only of a tombstone.</summary>
    public const string BuriedAt = "buriedAt";

    public static EntityKey KeyOf(IdentityKey key) => new(EntityKey.Identity, key.Value);

    public static StoredEntity Write(CaseIdentity identity) => new(KeyOf(identity.Key), identity.Version, new()
    {
        { EntityVersion.Property, EntityVersion.Current },
        { "mappingId", identity.MappingId },
        { BuriedAt, identity.Tombstone?.BuriedAt, true },
        { "googleCaseName", identity.Tombstone?.GoogleCaseName?.Value },
        { "companyCaseID", identity.Tombstone?.CompanyCaseId?.Value },
        { "googleVersion", identity.Tombstone?.GoogleVersion },
        { "companyVersion", identity.Tombstone?.CompanyVersion },
    });

    public static CaseIdentity Read(StoredEntity entity) => new()
    {
        Key = IdentityKey.FromStored(entity.Key.Name),
        Version = entity.Version,
        MappingId = entity.Properties.Text("mappingId"),
        Tombstone = entity.Properties.Instant(BuriedAt) is { } buriedAt
            ? ReadTombstone(entity.Properties, buriedAt)
            : null,
    };

    private static Tombstone ReadTombstone(PropertyBag properties, DateTimeOffset buriedAt) => new(
        properties.Text("googleCaseName") is { } name ? GoogleCaseName.Parse(name) : null,
        properties.Text("companyCaseID") is { } id ? CompanyCaseId.Parse(id) : null,
        buriedAt,
        properties.Instant("googleVersion"),
        properties.Instant("companyVersion"));
}
