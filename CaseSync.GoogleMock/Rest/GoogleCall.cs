using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace CaseSync.GoogleMock.Rest;

/// <summary>One call of a Google REST method: strict about what comes in, proto-JSON in what goes out.</summary>
internal sealed partial class GoogleCall
{
    private const int JsonBytesMax = 10 * 1024 * 1024; // Google's own limit of a JSON request.
    private const string Scheme = "Bearer ";
    private const string ConnectorEmail = "casesync@local.test";

    /// <summary>
    /// The discovery documents' parameters of every method. Most do nothing here: an answer is whole whatever
    /// <c>fields</c> asks for, and nobody's quota is counted.
    /// </summary>
    private static readonly string[] s_everywhere =
    [
        "$.xgafv", "access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint", "quotaUser",
        "uploadType", "upload_protocol",
    ];

    private GoogleCall(HttpContext http) => Http = http;

    public HttpContext Http { get; }

    public CancellationToken Cancel => Http.RequestAborted;

    public static GoogleCall Begin(HttpContext http, IReadOnlyList<string> known)
    {
        foreach (var (name, values) in http.Request.Query)
        {
            if (!known.Contains(name) && !s_everywhere.Contains(name))
            {
                throw GoogleApiException.InvalidArgument(
                    $"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter.");
            }
            if (values.Count > 1)
            {
                throw GoogleApiException.InvalidArgument($"The parameter \"{name}\" is given {values.Count} times.");
            }
        }
        var call = new GoogleCall(http);
        if (call.Query("alt") is { } alt and not ("json" or "media"))
        {
            throw GoogleApiException.InvalidArgument(
                $"Invalid value at 'alt': \"{alt}\"; the mock answers json and media.");
        }
        return call.Query("callback") is null
            ? call
            : throw GoogleApiException.InvalidArgument(
                "The parameter \"callback\" is set; the mock does not answer in JSONP.");
    }

    public string Path(string name) => (string)Http.GetRouteValue(name)!;

    /// <returns>Null also for an empty value, which is the default of every parameter here.</returns>
    public string? Query(string name) =>
        Http.Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public int PageSize(int fallback, int max)
    {
        if (Query("pageSize") is not { } text)
        {
            return fallback;
        }
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size))
        {
            throw GoogleApiException.InvalidArgument($"Invalid value at 'page_size' (TYPE_INT32), \"{text}\".");
        }
        return size < 0 || size > max
            ? throw GoogleApiException.InvalidArgument($"page_size is {size}; it takes 0 to {max}.")
            : size == 0 ? fallback : size;
    }

    /// <summary>
    /// The token is the caller's e-mail address, or a plain name; without one it is the connector that calls.
    /// </summary>
    public string CallerEmail()
    {
        var header = Http.Request.Headers.Authorization.ToString();
        var token = header.Length == 0 ? Query("access_token") ?? Query("oauth_token")
            : header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : "";
        if (token is null)
        {
            return ConnectorEmail;
        }
        return token.IndexOf('@', StringComparison.Ordinal) > 0 && !token.Contains(' ', StringComparison.Ordinal)
            ? token
            : NameForm().IsMatch(token)
            ? $"{token}@local.test"
            : throw GoogleApiException.Unauthenticated(
                "Request had invalid authentication credentials: the mock's bearer token is an e-mail address, or a "
                + "name of 1 to 100 characters (letters, digits, - . _ ~ + / =).");
    }

    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type) where T : class
    {
        var bytes = await ReadBoundedAsync(Http.Request.Body, JsonBytesMax, Cancel);
        return StrictJson.Parse(bytes.Length == 0 ? "{}"u8 : bytes.Span, type);
    }

    public Task WriteAsync<T>(T value, JsonTypeInfo<T> type) =>
        Http.Response.WriteAsJsonAsync(value, type, cancellationToken: Cancel);

    public static async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(Stream body, int max, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(chunk, cancel)) > 0;)
        {
            if (held.Length + read > max)
            {
                throw GoogleApiException.InvalidArgument($"Request payload size exceeds the limit: {max} bytes.");
            }
            held.Write(chunk, 0, read);
        }
        return held.ToArray();
    }

    /// <summary>What the CRM mock takes, too: one name does for both.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._~+/=-]{1,100}\z")]
    private static partial Regex NameForm();
}
