using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseSync.Core.Doors;

namespace CaseSync.Poller.Operating;

/// <summary>
/// What an operator asks: <c>GET /api/overview</c>, <c>GET
/// /api/cases?query=&amp;filter=&amp;sort=&amp;pageSize=&amp;pageToken=</c>,
/// <c>GET /api/cases/{id}?pageToken=</c>.
/// </summary>
internal static class CaseEndpoints
{
    private const int QueryLengthMax = 200;
    private static readonly string[] s_listParameters = ["query", "filter", "sort", "pageSize", "pageToken"];

    public static void MapCases(this WebApplication app)
    {
        if (app.MapOperatorRoutes("/api") is not { } routes)
        {
            return;
        }

        routes.MapGet("/overview", (HttpRequest request, ReadOverview read, CancellationToken cancel) =>
            AnswerAsync(
                request, [], async () => Results.Json(await read.RunAsync(cancel), OperatingJson.Default.Overview)))
            .Describe<Overview>(
                "GetOverview", "How all stands: both sides, what waits, is late, was refused, and the last day's lag.");
        routes.MapGet("/cases", (HttpRequest request, ReadCases read, CancellationToken cancel) =>
            AnswerAsync(request, s_listParameters, () => ListAsync(request, read, cancel)))
            .Describe<CasesPage>("ListCases", "Cases, a page at a time.")
            .Takes("query", $"Either side's id, whole, or a title's beginning; at most {QueryLengthMax} characters.")
            .Takes("filter", $"{Names<CaseFilter>()}.")
            .Takes("sort", $"Where nothing is searched or filtered: {Names<CaseSort>()}.")
            .TakesPage(ReadCases.PageSizeMax, ReadCases.PageSizeDefault);
        routes.MapGet("/cases/{id}", (HttpRequest request, string id, ReadCase read, CancellationToken cancel) =>
            AnswerAsync(request, ["pageToken"], () => FindAsync(request, id, read, cancel)))
            .Describe<CaseDetails>("GetCase", "One case, and a page of its timeline.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Takes("pageToken", "The answer's nextPageToken.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ReadCases read, CancellationToken cancel)
    {
        var query = Text(request, "query")?.Trim() ?? "";
        if (query.Length > QueryLengthMax)
        {
            return Bad($"query has {query.Length} characters; it takes at most {QueryLengthMax}.");
        }

        if (!TryRead<CaseFilter>(request, "filter", out var filter)
            || !TryRead<CaseSort>(request, "sort", out var sort))
        {
            return Bad($"filter takes {Names<CaseFilter>()}, sort takes {Names<CaseSort>()}.");
        }

        var size = Text(request, "pageSize") ?? $"{ReadCases.PageSizeDefault}";
        return int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var pageSize)
            && pageSize is >= 1 and <= ReadCases.PageSizeMax
            ? Results.Json(
                await read.RunAsync(new CasesWanted(query, filter, sort, pageSize, Text(request, "pageToken")), cancel),
                OperatingJson.Default.CasesPage)
            : Bad($"pageSize is '{size}'; it takes 1 to {ReadCases.PageSizeMax}.");
    }

    private static async Task<IResult> FindAsync(
        HttpRequest request, string id, ReadCase read, CancellationToken cancel) =>
        AddressText.TryDecode(id) is not { Length: > 0 } mappingId
            ? Bad("The id is none of a case; take it from GET /api/cases.")
            : await read.RunAsync(mappingId, Text(request, "pageToken"), cancel) is { } found
                ? Results.Json(found, OperatingJson.Default.CaseDetails)
                : Results.Problem(
                    "There is no such case here (any more); see GET /api/cases.", statusCode: 404, title: "Unknown");

    private static async Task<IResult> AnswerAsync(HttpRequest request, string[] parameters, Func<Task<IResult>> read)
    {
        if (request.Query.FirstOrDefault(given => !parameters.Contains(given.Key)
            || given.Value.Count > 1) is { Key: { } wrong })
        {
            var known = parameters.Length == 0 ? "none" : string.Join(", ", parameters);
            return Bad($"'{wrong}' is given twice, or is no parameter of this; it takes {known}.");
        }

        try
        {
            return await read();
        }
        catch (RemoteCallException error)
        {
            return error.Failure == RemoteFailure.Rejected
                ? Bad("pageToken is none that this list gave; begin again without it.")
                : Results.Problem(
                    error.Message, statusCode: StatusCodes.Status500InternalServerError,
                    title: "The store does not answer");
        }
    }

    // An empty value counts as none.
    private static string? Text(HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool TryRead<TEnum>(HttpRequest request, string name, out TEnum value) where TEnum : struct, Enum
    {
        value = default;
        return Text(request, name) is not { } text
            || (text.All(char.IsLetter) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value));
    }

    private static string Names<TEnum>() where TEnum : struct, Enum =>
        string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static IResult Bad(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Not understood");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(CasesPage))]
[JsonSerializable(typeof(CaseDetails))]
internal sealed partial class OperatingJson : JsonSerializerContext;
