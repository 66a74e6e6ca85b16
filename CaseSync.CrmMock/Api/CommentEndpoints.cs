using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseSync.CrmMock.Api;

internal static class CommentEndpoints
{
    public static void MapCommentEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapRead("/cases/{id}/comments", List);
        api.MapPost("/cases/{id}/comments", AddAsync);
    }

    private static JsonHttpResult<Page<Comment>> List(string id, HttpRequest request, CaseStore store)
    {
        Caller.Of(request);
        var query = new QueryFields(request, "pageSize", "pageToken");
        return TypedResults.Json(store.ListItems<Comment>(id, query.Page()), CrmJson.Readable.PageComment);
    }

    private static async Task<IResult> AddAsync(
        string id, HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        var author = Caller.Of(request);
        _ = new QueryFields(request);
        store.Get(id);
        var body = await JsonFields.ReadAsync(request, ["body", "visibility"], cancel);
        var comment = store.AddComment(
            id, body.Text("body") ?? throw JsonFields.Missing("body"), body.Visibility(), author);
        return CaseEndpoints.Created(
            request.HttpContext.Response, $"/api/cases/{id}/comments", comment, CrmJson.Readable.Comment);
    }
}
