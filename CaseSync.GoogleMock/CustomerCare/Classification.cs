using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

internal sealed record Classification(string Id, string DisplayName)
{
    /// <summary>What a case made on the page is about.</summary>
    public static Classification Default { get; } =
        new("100H41EKC1K6ASRFC5JJ", "Technical Issue > Compute > Compute Engine");

    /// <summary>All that the mock knows; the ids are its own.</summary>
    public static IReadOnlyList<Classification> All { get; } =
    [
        Default,
        new("100H41EKC1K6ASRFC5JK", "Technical Issue > Compute > Google Kubernetes Engine"),
        new("100H41EKC1K6ASRFC5JL", "Technical Issue > Serverless > Cloud Run"),
        new("100H41EKC1K6ASRFC5JM", "Technical Issue > Databases > Firestore"),
        new("100H41EKC1K6ASRFC5JN", "Technical Issue > Application Integration > Cloud Tasks"),
        new("100H41EKC1K6ASRFC5JP", "Billing > Invoices"),
    ];

    public static Classification Get(string id) =>
        All.FirstOrDefault(one => one.Id == id)
        ?? throw GoogleApiException.InvalidArgument($"Invalid classification id \"{id}\".");

    /// <summary>Takes nothing, or display_name:"…" where a star stands for any text.</summary>
    public static IReadOnlyList<Classification> Search(string? query)
    {
        const string Field = "display_name:\"";
        if (query is null)
        {
            return All;
        }
        if (!query.StartsWith(Field, StringComparison.Ordinal) || query.Length <= Field.Length || query[^1] != '"'
            || query[Field.Length..^1].Contains('"', StringComparison.Ordinal))
        {
            throw GoogleApiException.InvalidArgument($"Invalid query: expected display_name:\"text\", got '{query}'.");
        }
        var parts = query[Field.Length..^1].Split('*');
        return [.. All.Where(one => Matches(one.DisplayName, parts))];
    }

    private static bool Matches(string text, string[] parts)
    {
        if (parts.Length == 1)
        {
            return text.Equals(parts[0], StringComparison.OrdinalIgnoreCase);
        }
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var found = i == parts.Length - 1 && parts[i].Length > 0
                ? text.EndsWith(parts[i], StringComparison.OrdinalIgnoreCase) ? text.Length - parts[i].Length : -1
                : text.IndexOf(parts[i], at, StringComparison.OrdinalIgnoreCase);
            if (found < at || (i == 0 && found != 0))
            {
                return false;
            }
            at = found + parts[i].Length;
        }
        return true;
    }
}
