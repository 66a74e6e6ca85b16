using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace CaseSync.GoogleMock.CustomerCare;

internal static class MimeType
{
    private const string BytesOfUnknownKind = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider s_byExtension = new();

    /// <summary>What the sender says, else what the name says.</summary>
    public static string Of(string? contentType, string filename) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.HasValue ? type.MediaType.Value!
        : s_byExtension.TryGetContentType(filename, out var guessed) ? guessed : BytesOfUnknownKind;
}
