namespace CaseSync.Storage.Entities;

/// <summary>Every entity says in <c>v</c> which version of this software's layout it has.</summary>
internal static class EntityVersion
{
    public const string Property = "v";
    public const long Current = 1;

    /// <summary>The one place where an entity of an older layout becomes one of today's, when it is read.</summary>
    public static StoredEntity Migrate(StoredEntity entity) => entity.Properties.Number(Property) switch
    {
        Current => entity,
        > Current and var found => throw new UnknownEntityVersionException(entity.Key.ToString(), found, Current),
        var found => throw new FormatException($"its {Property} is {found?.ToString() ?? "missing"}; 1 was the first"),
    };
}
