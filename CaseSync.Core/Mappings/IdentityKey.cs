using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>
/// What makes a case one case: <c>google:{case number}</c> (a project's id and number give one case two names) or
/// <c>company:{id}</c>. Percent-encoded where needed, since Datastore takes no <c>/</c> in a key.
/// </summary>
public sealed record IdentityKey
{
    private IdentityKey(string value) => Value = value;

    public string Value { get; }

    public static IdentityKey Of(CaseRef id) => id switch
    {
        GoogleCaseName name => new($"google:{name.Number}"),
        CompanyCaseId company => new($"company:{Uri.EscapeDataString(company.Value)}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads back what a store keeps of <see cref="Value"/>.</summary>
    public static IdentityKey FromStored(string value) => new(value);

    public override string ToString() => Value;
}
