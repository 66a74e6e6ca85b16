using CaseSync.GoogleMock.Rest;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Bytes in and out: <c>/upload/…</c> and <c>:download?alt=media</c>.</summary>
internal sealed class MediaMethods(SupportDesk desk, Projects projects, AttachmentFiles files)
{
    private const int MetadataBytesMax = 64 * 1024;

    public async Task UploadAsync(GoogleCall call)
    {
        var by = Actor.Of(call.CallerEmail());
        var named = call.Case(desk, projects);
        var filename = call.Query("attachment.filename");
        var request = call.Http.Request;
        var stored = UploadForm(call) switch
        {
            "multipart" => await StorePartsAsync(request, filename, call.Cancel),
            _ => await StoreAsync(filename, request.ContentType, request.Body, call.Cancel),
        };
        var added = desk.AddAttachment(named.Case.Number, stored, by);
        await call.WriteAsync(added.ToMessage(named.Name), CareJson.Default.AttachmentMessage);
    }

    public async Task DownloadAsync(GoogleCall call)
    {
        call.CallerEmail();
        var named = call.Case(desk, projects);
        var attachment = CaseFinder.TryParseId(call.Path("attachment"), out var id)
            ? named.Case.Attachments.Find(one => one.Id == id) : null;
        if (attachment is null)
        {
            throw GoogleApiException.NotFound(
                $"Attachment {named.Name}/attachments/{call.Path("attachment")} not found.");
        }
        if (call.Query("alt") != "media")
        {
            // As with Google: whoever forgets alt=media gets an empty message and no bytes.
            await call.WriteAsync(new MediaMessage(), CareJson.Default.MediaMessage);
            return;
        }
        var response = call.Http.Response;
        response.ContentType = attachment.File.MimeType;
        response.ContentLength = attachment.File.SizeBytes;
        // A person may follow the page's link to it: no file may run as a page of ours.
        response.Headers.XContentTypeOptions = "nosniff";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.File.Filename);
        response.Headers.ContentDisposition = disposition.ToString();
        await using var file = AttachmentFiles.Open(attachment.File);
        await file.CopyToAsync(response.Body, call.Cancel);
    }

    public static Task RefuseMetadataOnlyAsync(GoogleCall call) => throw GoogleApiException.InvalidArgument(
        $"Media is missing: upload to /upload{call.Http.Request.Path}.");

    private static string UploadForm(GoogleCall call)
    {
        var related = call.Http.Request.ContentType?.StartsWith(
            "multipart/related", StringComparison.OrdinalIgnoreCase) == true;
        return (call.Query("uploadType"), call.Query("upload_protocol")) switch
        {
            ("media", null) or (null, "raw") => "media",
            ("multipart", null) or (null, "multipart") => related
                ? "multipart"
                : throw GoogleApiException.InvalidArgument(
                    "A multipart upload takes the content type multipart/related."),
            (null, null) => related ? "multipart" : "media", // Google's own example names neither.
            var (type, protocol) => throw GoogleApiException.InvalidArgument(
                $"Upload type \"{type}{protocol}\" is not supported; this method takes media and multipart."),
        };
    }

    private async Task<StoredFile> StorePartsAsync(HttpRequest request, string? filename, CancellationToken cancel)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary))
        {
            throw GoogleApiException.InvalidArgument("The content type multipart/related has no boundary.");
        }
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            var metadata = await reader.ReadNextSectionAsync(cancel) ?? throw NotTwoParts();
            var bytes = await GoogleCall.ReadBoundedAsync(metadata.Body, MetadataBytesMax, cancel);
            var asked = StrictJson.Parse(bytes.Span, CareJson.Default.CreateAttachmentMessage).Attachment;
            RefuseOutputOnly(asked);
            var content = await reader.ReadNextSectionAsync(cancel) ?? throw NotTwoParts();
            return await StoreAsync(asked?.Filename ?? filename, content.ContentType, content.Body, cancel);
        }
        catch (Exception error) when (error is IOException or InvalidDataException && !cancel.IsCancellationRequested)
        {
            throw GoogleApiException.InvalidArgument($"The multipart body cannot be read: {error.Message}");
        }
    }

    private Task<StoredFile> StoreAsync(string? filename, string? contentType, Stream content, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(filename))
        {
            throw GoogleApiException.InvalidArgument("attachment.filename is required.");
        }
        return files.StoreAsync(filename, MimeType.Of(contentType, filename), content, cancel);
    }

    private static void RefuseOutputOnly(AttachmentMessage? asked) => CareTranslation.RefuseOutputOnly(
        ("attachment.name", asked?.Name is not null),
        ("attachment.create_time", asked?.CreateTime is not null),
        ("attachment.creator", asked?.Creator is not null),
        ("attachment.mime_type", asked?.MimeType is not null),
        ("attachment.size_bytes", asked?.SizeBytes is not null));

    private static GoogleApiException NotTwoParts() =>
        GoogleApiException.InvalidArgument("A multipart upload takes two parts: the metadata in JSON, then the bytes.");
}
