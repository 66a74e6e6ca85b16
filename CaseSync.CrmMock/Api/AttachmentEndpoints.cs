using CaseSync.CrmMock.Cases;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CaseSync.CrmMock.Api;

internal static class AttachmentEndpoints
{
    public static void MapAttachmentEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapRead("/cases/{id}/attachments", List);
        api.MapPost("/cases/{id}/attachments", AttachAsync);
        api.MapRead("/cases/{id}/attachments/{attachmentId}/content", Download);
    }

    private static JsonHttpResult<Page<Attachment>> List(string id, HttpRequest request, CaseStore store)
    {
        Caller.Of(request);
        var query = new QueryFields(request, "pageSize", "pageToken");
        return TypedResults.Json(store.ListItems<Attachment>(id, query.Page()), CrmJson.Readable.PageAttachment);
    }

    private static async Task<IResult> AttachAsync(
        string id, HttpRequest request, CaseStore store, CancellationToken cancel)
    {
        var author = Caller.Of(request);
        var query = new QueryFields(request, "filename", "visibility");
        var filename = query.Text("filename")
            ?? throw RequestRefusedException.Invalid(
                "filename is missing; an upload takes ?filename= and the bytes as the body.");
        LiftBodyLimit(request.HttpContext);
        var draft = new AttachmentDraft(filename, ReadContentType(request), query.Visibility());
        var attachment = await store.AttachAsync(id, draft, request.ContentLength, request.Body, author, cancel);
        return CaseEndpoints.Created(
            request.HttpContext.Response,
            $"/api/cases/{id}/attachments/{attachment.Id}/content",
            attachment,
            CrmJson.Readable.Attachment);
    }

    private static PhysicalFileHttpResult Download(
        string id, string attachmentId, HttpRequest request, CaseStore store)
    {
        Caller.Of(request);
        _ = new QueryFields(request);
        var attachment = store.GetAttachment(id, attachmentId);
        // Somebody's HTML must be saved, never shown: it would run as this CRM's own page.
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox";
        return TypedResults.PhysicalFile(
            attachment.Path, attachment.ContentType, attachment.Filename, enableRangeProcessing: true);
    }

    /// <summary>Kestrel stops at 30 MB; the store counts the bytes itself.</summary>
    private static void LiftBodyLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }

    private static string ReadContentType(HttpRequest request)
    {
        var text = request.ContentType;
        if (string.IsNullOrEmpty(text))
        {
            return AttachmentDraft.ContentTypeDefault;
        }

        return text.Length <= CaseRules.ContentTypeCharactersMax && MediaTypeHeaderValue.TryParse(text, out var type)
            ? type.ToString()
            : throw RequestRefusedException.Invalid(
                $"The content type is '{Quote.Short(text)}'; an upload takes one such as text/plain, or none.");
    }
}
