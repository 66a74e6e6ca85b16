using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>One request to a system, before it is sent.</summary>
/// <param name="Operation">What spans, metrics and failures call it: <c>comments.create</c>.</param>
/// <param name="Path">Relative to the system's base address. Failures show it without its query, which may hold
/// customer text.</param>
public sealed record RemoteRequest(string Operation, HttpMethod Method, string Path)
{
    /// <summary>Makes the body, anew for each attempt.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>
    /// Whether sending it twice is the same as sending it once: reads, and creates under a name of our own.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Failures that are an answer: the call then returns null instead of throwing.</summary>
    public Func<RemoteError, bool> IsAnswer { get; init; } = _ => false;

    internal string Subject => Path.Split('?')[0];

    public static RemoteRequest Get(string operation, string path) =>
        new(operation, HttpMethod.Get, path) { IsRepeatable = true };

    /// <summary>A GET that returns null when the system says, in its own words, that there is no such thing.</summary>
    public static RemoteRequest Find(string operation, string path) =>
        Get(operation, path) with { IsAnswer = error => error is { Status: 404, IsOwnWords: true } };

    public static RemoteRequest Post(string operation, string path) => new(operation, HttpMethod.Post, path);

    public static RemoteRequest Patch(string operation, string path) => new(operation, HttpMethod.Patch, path);

    public RemoteRequest WithJson<T>(T value, JsonTypeInfo<T> type) =>
        this with { Body = () => new JsonBody<T>(value, type) };

    internal HttpRequestMessage ToMessage() => new(Method, Path) { Content = Body?.Invoke() };
}

/// <param name="ServerTime">The answer's <c>Date</c> header.</param>
public sealed record RemoteAnswer<T>(T Value, DateTimeOffset? ServerTime)
{
    /// <summary>Where what was made is, for systems that say it nowhere else.</summary>
    public Uri? Location { get; init; }
}

/// <summary>JSON of known length: some gateways refuse the chunked coding that JsonContent would send.</summary>
internal sealed class JsonBody<T> : ByteArrayContent
{
    public JsonBody(T value, JsonTypeInfo<T> type)
        : base(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value, type)) =>
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
}
