namespace CaseSync.CrmMock.Cases;

internal sealed record Person(string Id, string DisplayName)
{
    /// <summary>The account that CaseSync uses: whoever calls the API without a token.</summary>
    public static readonly Person Connector = new("casesync", "CaseSync");

    /// <summary>The people who work in this CRM; the page lets you be any of them.</summary>
    public static readonly IReadOnlyList<Person> Support =
        [new("ann", "Ann"), new("bob", "Bob"), new("carol", "Carol")];

    /// <summary>A token is a name here, not a secret; one that nobody has is a new person's.</summary>
    public static Person FromToken(string token) =>
        Support.Append(Connector).FirstOrDefault(person => person.Id.Equals(token, StringComparison.OrdinalIgnoreCase))
        ?? new Person(token, char.ToUpperInvariant(token[0]) + token[1..]);
}
