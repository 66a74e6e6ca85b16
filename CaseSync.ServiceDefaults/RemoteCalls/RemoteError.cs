using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseSync.Core.Doors;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>
/// An answer that is no success, as far as it is safe to repeat: its status and the system's own message.
/// </summary>
/// <param name="Code">Google's canonical code (<c>error.status</c>); other systems have none.</param>
/// <param name="IsOwnWords">
/// Whether the body is an error of the API (Google's shape, or RFC 9457). Anything that stands between answers 404 too,
/// and that must not be taken for a case that is gone.
/// </param>
public sealed partial record RemoteError(int Status, string? Code, string? Message, bool IsOwnWords)
{
    private const int BodyBytesMax = 64 * 1024;
    private const int MessageLengthMax = 200;

    public RemoteFailure Failure => (Code, Status) switch
    {
        // One HTTP status stands for several of Google's codes (400: argument or precondition), so the code decides.
        ("FAILED_PRECONDITION" or "ABORTED" or "ALREADY_EXISTS", _) => RemoteFailure.Conflict,
        ("INVALID_ARGUMENT" or "OUT_OF_RANGE", _) => RemoteFailure.Rejected,
        ("RESOURCE_EXHAUSTED", _) => RemoteFailure.Throttled,
        ("UNAUTHENTICATED" or "PERMISSION_DENIED", _) => RemoteFailure.Denied,
        (_, 400 or 413 or 415 or 422) => RemoteFailure.Rejected,
        (_, 404 or 410) => IsOwnWords ? RemoteFailure.Missing : RemoteFailure.Denied,
        (_, 408 or 429) => RemoteFailure.Throttled,
        (_, 409 or 412) => RemoteFailure.Conflict,
        (_, >= 500) => RemoteFailure.Unavailable,
        // 401, 403, a redirect to a sign-in page, a wrong method: how we are set up, never the item's fault.
        _ => RemoteFailure.Denied,
    };

    internal static async Task<RemoteError> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        try
        {
            await response.Content.LoadIntoBufferAsync(BodyBytesMax, cancel);
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            return Parse(status, body.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return new RemoteError(status, null, null, IsOwnWords: false); // The status alone says enough.
        }
    }

    internal static RemoteError Parse(int status, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return new RemoteError(status, null, null, IsOwnWords: false);
        }
        return body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new RemoteError(status, Text(error, "status"), Shown(Text(error, "message")), IsOwnWords: true)
            : new RemoteError(
                status, null, Shown(Text(body, "detail") ?? Text(body, "title") ?? Text(body, "message")),
                IsOwnWords: Text(body, "type") is not null || Text(body, "title") is not null);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Both systems quote what they refuse; a quotation long enough to be somebody's text is left out. So is what comes
    // after the first line: a system's own words are a sentence, a text of several lines is somebody's.
    private static string? Shown(string? message)
    {
        var shown = message is null ? null : FirstLine(LongQuotation().Replace(message, "${open}…${close}").Trim());
        return shown is { Length: > MessageLengthMax }
            ? string.Concat(shown.AsSpan(0, MessageLengthMax), "…")
            : shown;
    }

    private static string FirstLine(string text) =>
        text.IndexOfAny(['\r', '\n']) is var end and >= 0 ? $"{text[..end]} …" : text;

    // An apostrophe within a word neither begins nor ends a quotation.
    [GeneratedRegex("""
        (?<open>")[^"]{41,}(?<close>"|$)
        |(?<open>`)[^`]{41,}(?<close>`|$)
        |(?<open>(?<!\w)')([^']|'(?=\w)){41,}(?<close>'|$)
        |(?<open>[“„«])[^”“»]{41,}(?<close>[”“»]|$)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LongQuotation();

    internal string Describe() =>
        $"answered {Status} {Code ?? $"{(HttpStatusCode)Status}"}{(Message is null ? "" : $": {Message}")}";
}
