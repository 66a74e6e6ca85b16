using System.Text.Json.Serialization.Metadata;
using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseSync.CrmMock.Api;

internal static class CaseEndpoints
{
    private const string CloseVerb = ":close";
    private const string PriorityTaken = "a whole number from 0 to 4";

    private static readonly string[] s_draftFields =
        ["summary", "description", "priority", "components", "synchronizeWithGoogleCloudSupport", "googleCaseName"];

    public static void MapCrmApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapRead("/me", Me);
        api.MapRead("/cases", List);
        api.MapPost("/cases", OpenAsync);
        api.Map("/cases/{id}", OneAsync);
        api.MapCommentEndpoints();
        api.MapAttachmentEndpoints();
    }

    /// <summary>Whatever can be read also answers HEAD, as the Allow header of a refusal says.</summary>
    public static void MapRead(this IEndpointRouteBuilder api, string path, Delegate handler) =>
        api.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], handler);

    public static IResult Created<T>(HttpResponse response, string location, T made, JsonTypeInfo<T> type)
    {
        response.Headers.Location = location;
        return TypedResults.Json(made, type, statusCode: StatusCodes.Status201Created);
    }

    private static JsonHttpResult<Person> Me(HttpRequest request)
    {
        _ = new QueryFields(request);
        return TypedResults.Json(Caller.Of(request), CrmJson.Readable.Person);
    }

    private static JsonHttpResult<Page<CrmCase>> List(HttpRequest request, CaseStore store)
    {
        Caller.Of(request);
        var query = new QueryFields(request, "updatedAfter", "googleSync", "googleCaseName", "pageSize", "pageToken");
        var filter = new CaseFilter(query.Time("updatedAfter"), query.Flag("googleSync"), query.Text("googleCaseName"));
        return TypedResults.Json(store.List(filter, query.Page()), CrmJson.Readable.PageCrmCase);
    }

    private static async Task<IResult> OpenAsync(HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        var reporter = Caller.Of(request);
        _ = new QueryFields(request);
        var body = await JsonFields.ReadAsync(request, s_draftFields, cancel);
        var blank = new CaseDraft { Summary = body.Text("summary") ?? throw JsonFields.Missing("summary") };
        var opened = store.Open(
            blank with
            {
                Description = body.Text("description") ?? blank.Description,
                Priority = body.Whole("priority", PriorityTaken) ?? blank.Priority,
                Components = body.Texts("components") ?? blank.Components,
                SynchronizeWithGoogleCloudSupport =
                    body.Flag("synchronizeWithGoogleCloudSupport") ?? blank.SynchronizeWithGoogleCloudSupport,
                GoogleCaseName = body.TextOrNull("googleCaseName") ?? blank.GoogleCaseName,
            },
            reporter);
        return Created(request.HttpContext.Response, $"/api/cases/{opened.Id}", opened, CrmJson.Readable.CrmCase);
    }

    /// <summary>One route for a case and for its verb: with two, a wrong method would be 404 rather than 405.</summary>
    private static async Task<IResult> OneAsync(
        string id, HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        var by = Caller.Of(request);
        _ = new QueryFields(request);
        var closes = id.EndsWith(CloseVerb, StringComparison.Ordinal);
        if (closes && HttpMethods.IsPost(request.Method))
        {
            return Shown(await CloseAsync(id[..^CloseVerb.Length], by, request, store, cancel));
        }

        if (!closes && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return Shown(store.Get(id));
        }

        if (!closes && HttpMethods.IsPatch(request.Method))
        {
            return Shown(await ChangeAsync(id, by, request, store, cancel));
        }

        request.HttpContext.Response.Headers.Allow = closes ? "POST" : "GET, HEAD, PATCH";
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private static JsonHttpResult<CrmCase> Shown(CrmCase seen) => TypedResults.Json(seen, CrmJson.Readable.CrmCase);

    private static async Task<CrmCase> ChangeAsync(
        string id, Person by, HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        store.Get(id);
        var body = await JsonFields.ReadAsync(request, [.. s_draftFields, "status"], cancel);
        var status = body.Text("status");
        if (status is not (null or nameof(CaseStatus.Open)))
        {
            throw RequestRefusedException.Invalid(
                $"status is '{Quote.Short(status)}'; a change takes only Open. To close, POST /api/cases/{id}:close.");
        }

        var changes = new CaseChanges
        {
            Summary = body.Text("summary"),
            Description = body.Text("description"),
            Priority = body.Whole("priority", PriorityTaken),
            Components = body.Texts("components"),
            SynchronizeWithGoogleCloudSupport = body.Flag("synchronizeWithGoogleCloudSupport"),
            GoogleCaseName = body.TextOrNull("googleCaseName"),
            Reopen = status is not null,
        };
        return store.Change(id, changes, by);
    }

    private static async Task<CrmCase> CloseAsync(
        string id, Person by, HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        store.Get(id);
        if (request.ContentLength > 0)
        {
            await JsonFields.ReadAsync(request, [], cancel); // An empty object is fine; a field is a misunderstanding.
        }

        return store.Close(id, by);
    }
}
