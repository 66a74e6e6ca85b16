namespace CaseSync.Storage.Entities;

/// <summary>Names a stored entity. The names of kinds are the guide's where it has one.</summary>
/// <param name="Parent">Name of the <see cref="Mapping"/> of a ledger entry; null of every other kind.</param>
internal sealed record EntityKey(string Kind, string Name, string? Parent = null)
{
    public const string Mapping = "CaseMapping";
    public const string Identity = "CaseIdentity";
    public const string Item = "MirroredItem";
    public const string Lag = "LagSample";

    /// <summary>The guide's <c>Global</c>: one a namespace.</summary>
    public static EntityKey Global { get; } = new("Global", "global");

    public static EntityKey OfMapping(string id) => new(Mapping, id);

    public override string ToString() => Parent is null ? $"{Kind} '{Name}'" : $"{Kind} '{Name}' of '{Parent}'";
}
