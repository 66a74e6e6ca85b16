using System.Diagnostics.CodeAnalysis;

namespace CaseSync.Core.Cases;

/// <summary>
/// The CRM's own, unchanging id of a case. A string, since most CRMs' ids are; 1 to 100 printable ASCII characters.
/// </summary>
public sealed record CompanyCaseId : CaseRef
{
    private const int LengthMax = 100;

    private CompanyCaseId(string value) : base(value)
    {
    }

    public override Side Side => Side.Company;

    public static CompanyCaseId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException(
            $"'{text}' is not a CRM case id; expected 1 to {LengthMax} printable ASCII characters without spaces or "
                + "quotes.");

    // Quotes and spaces are refused because the id is put into both systems' search expressions.
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CompanyCaseId? id)
    {
        id = text is { Length: > 0 and <= LengthMax }
            && text.All(c => c is > ' ' and <= '~' and not '"' and not '\'' and not '\\')
            ? new CompanyCaseId(text)
            : null;
        return id is not null;
    }
}
