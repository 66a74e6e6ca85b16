using System.Diagnostics.CodeAnalysis;

namespace CaseSync.Core.Cases;

/// <summary>
/// The resource name of a Customer Care case: <c>organizations/{id}/cases/{number}</c> or
/// <c>projects/{id}/cases/{number}</c>. A project's id and its number give one case two names; only
/// <see cref="Number"/> tells cases apart.
/// </summary>
public sealed record GoogleCaseName : CaseRef
{
    private GoogleCaseName(string parent, string number) : base($"{parent}/cases/{number}") =>
        (Parent, Number) = (parent, number);

    /// <summary><c>organizations/{id}</c> or <c>projects/{id}</c>.</summary>
    public string Parent { get; }

    /// <summary>The case number: decimal digits.</summary>
    public string Number { get; }

    public override Side Side => Side.Google;

    public bool IsSameCaseAs(GoogleCaseName? other) => other is not null && other.Number == Number;

    public static GoogleCaseName Parse(string text) => TryParse(text, out var name)
        ? name
        : throw new FormatException(
            $"'{text}' is not a Google case name; expected 'projects/<id>/cases/<number>' or "
                + "'organizations/<id>/cases/<number>'.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out GoogleCaseName? name)
    {
        name = text?.Split('/') is [("projects" or "organizations") and var kind, var id, "cases", var number]
            && IsParentId(id) && number.Length is > 0 and <= 40 && number.All(char.IsAsciiDigit)
                ? new GoogleCaseName($"{kind}/{id}", number)
                : null;
        return name is not null;
    }

    // Project ids may carry a domain prefix (example.com:project).
    private static bool IsParentId(string id) =>
        id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':' or '_');
}
