using System.Globalization;
using System.Text.Json.Serialization;
using CaseSync.Core.Doors;

namespace CaseSync.Poller.Operating;

/// <summary>
/// What was refused for good: <c>GET /api/refused?pageSize=&amp;pageToken=</c>, and <c>POST
/// /api/refused/{id}:retry</c>.
/// </summary>
internal static class RefusedEndpoints
{
    private static readonly string[] s_parameters = ["pageSize", "pageToken"];

    public static void MapRefused(this WebApplication app)
    {
        if (app.MapOperatorRoutes("/api/refused") is not { } routes)
        {
            return;
        }

        routes.MapGet("", ListAsync)
            .Describe<RefusedPage>("ListRefused", "What was refused for good, case by case.")
            .TakesPage(ListRefused.PageSizeMax, ListRefused.PageSizeDefault);
        routes.MapPost("/{id}:retry", RetryAsync)
            .Describe<RetryReport>(
                "RetryRefused", "Gives what was refused another chance.", StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ListRefused list, CancellationToken cancel)
    {
        if (request.Query.Keys.Except(s_parameters, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            return Bad($"'{unknown}' is no parameter of this list; it takes {string.Join(" and ", s_parameters)}.");
        }

        var size = request.Query.ContainsKey("pageSize")
            ? request.Query["pageSize"].ToString()
            : $"{ListRefused.PageSizeDefault}";
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var pageSize)
            || pageSize is < 1 or > ListRefused.PageSizeMax)
        {
            return Bad($"pageSize is '{size}'; it takes 1 to {ListRefused.PageSizeMax}, cases.");
        }

        try
        {
            var page = await list.RunAsync(
                pageSize, request.Query["pageToken"].ToString() is { Length: > 0 } token ? token : null, cancel);
            return Results.Json(page, RefusedJson.Default.RefusedPage);
        }
        catch (RemoteCallException error)
        {
            return error.Failure == RemoteFailure.Rejected
                ? Bad("pageToken is none that this list gave; begin again without it.")
                : Unavailable(error);
        }
    }

    private static async Task<IResult> RetryAsync(
        HttpRequest request, string id, RetryRefused retry, CancellationToken cancel)
    {
        if (await NoInput.FindProblemAsync(request, cancel) is { } problem)
        {
            return problem;
        }

        if (RefusedId.TryParse(id) is not { } refused)
        {
            return Bad("The id is none of a refusal; take it from GET /api/refused.");
        }

        try
        {
            return await retry.RunAsync(refused, cancel) switch
            {
                RetryAnswer.Queued =>
                    Results.Json(
                        new RetryReport(id, "queued"), RefusedJson.Default.RetryReport,
                        statusCode: StatusCodes.Status202Accepted),
                RetryAnswer.Copied => Conflict("It was copied meanwhile: there is nothing to retry."),
                RetryAnswer.Busy => Conflict("A sync is at work on this case; ask again in a minute."),
                _ => Results.Problem(
                    "There is no such refusal any more; see GET /api/refused.", statusCode: 404, title: "Unknown"),
            };
        }
        catch (RemoteCallException error)
        {
            return Unavailable(error);
        }
    }

    private static IResult Bad(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Not understood");

    private static IResult Conflict(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Not now");

    private static IResult Unavailable(RemoteCallException error) => Results.Problem(
        error.Message, statusCode: StatusCodes.Status500InternalServerError,
        title: "Not done; it is safe to ask again");
}

/// <param name="Status"><c>queued</c>.</param>
internal sealed record RetryReport(string Id, string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefusedPage))]
[JsonSerializable(typeof(RetryReport))]
internal sealed partial class RefusedJson : JsonSerializerContext;
