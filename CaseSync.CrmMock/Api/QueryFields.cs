using System.Globalization;
using CaseSync.CrmMock.Cases;

namespace CaseSync.CrmMock.Api;

/// <summary>
/// A request's query. Refuses unknown and repeated parameters: no misspelt filter is ignored. An empty value counts as
/// absent, so that a caller may write every parameter every time.
/// </summary>
internal sealed class QueryFields
{
    private readonly IQueryCollection _query;

    public QueryFields(HttpRequest request, params string[] known)
    {
        _query = request.Query;
        foreach (var (name, values) in _query)
        {
            // ASP.NET Core would find UPDATEDAFTER too; the contract has one spelling.
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw RequestRefusedException.Invalid(
                    $"'{Quote.Short(name)}' is not a parameter here; "
                    + (known.Length == 0 ? "there is none." : $"it takes {string.Join(", ", known)}."));
            }

            if (values.Count != 1)
            {
                throw RequestRefusedException.Invalid(
                    $"{name} came {values.Count} times; it takes one value, or leave it out.");
            }
        }
    }

    public string? Text(string name) =>
        _query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } text ? text : null;

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw Wrong(name, text, "true or false"),
    };

    public DateTimeOffset? Time(string name) =>
        Text(name) is not { } text ? null
        : Timestamp.TryParse(text, out var time) ? time
        : throw Wrong(name, text, "an RFC 3339 time such as 2025-01-31T09:30:00.000Z (a + in it must be sent as %2B)");

    public Visibility Visibility() =>
        Text("visibility") is not { } text ? Cases.Visibility.Public
        : Names.TryParse<Visibility>(text, out var visibility) ? visibility
        : throw Wrong("visibility", text, Names.List<Visibility>());

    public PageRequest Page()
    {
        var text = Text("pageSize");
        if (text is null)
        {
            return new(PageRequest.SizeDefault, Text("pageToken"));
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size)
            ? new(size, Text("pageToken"))
            : throw Wrong("pageSize", text, $"1 to {PageRequest.SizeMax}");
    }

    private static RequestRefusedException Wrong(string name, string got, string taken) =>
        RequestRefusedException.Invalid($"{name} is '{Quote.Short(got)}'; it takes {taken}.");
}
