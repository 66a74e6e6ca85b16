using System.Net;
using System.Net.Http.Headers;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>The token to send, and what else goes with it (Google's quota project).</summary>
public sealed record BearerToken(string Value)
{
    /// <summary>The scheme of the Authorization header: Request Tracker calls its own <c>token</c>.</summary>
    public string Scheme { get; init; } = "Bearer";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Gives the token. After a 401 it is asked once more, with the token that was refused, and may give a newer one.
/// </summary>
public delegate ValueTask<BearerToken?> BearerTokenSource(BearerToken? refused, CancellationToken cancel);

/// <summary>
/// Makes the HTTP client of an adapter: no cookies, no automatic redirects (they would carry the token elsewhere), no
/// retries, and no handlers that a host's defaults might add, since a write must be sent once.
/// </summary>
public static class RemoteHttp
{
    public static HttpClient Create(Uri baseAddress, BearerTokenSource? token) =>
        Create(baseAddress, token, new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Cloud Run may drop idle connections without a word; and a system may move to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
        });

    internal static HttpClient Create(Uri baseAddress, BearerTokenSource? token, HttpMessageHandler network) =>
        new(token is null ? network : new BearerTokenHandler(token) { InnerHandler = network })
        {
            BaseAddress = baseAddress.AbsoluteUri.EndsWith('/') ? baseAddress : new Uri($"{baseAddress.AbsoluteUri}/"),
            Timeout = Timeout.InfiniteTimeSpan, // RemoteApi's limits hold instead.
        };
}

internal sealed class BearerTokenHandler(BearerTokenSource source) : DelegatingHandler
{
    /// <summary>Set on a request that must not carry the token.</summary>
    public static readonly HttpRequestOptionsKey<bool> Anonymous = new("casesync.anonymous");

    /// <summary>Set on a request that carries a file: once that was read, the request cannot be sent again.</summary>
    public static readonly HttpRequestOptionsKey<StreamedBody> File = new("casesync.file");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Anonymous, out var isAnonymous) && isAnonymous)
        {
            return await base.SendAsync(request, cancellationToken);
        }
        var token = await source(null, cancellationToken);
        Attach(request, token);
        var response = await base.SendAsync(request, cancellationToken);
        var isSpent = request.Options.TryGetValue(File, out var file) && file.IsSpent;
        if (response.StatusCode != HttpStatusCode.Unauthorized || isSpent)
        {
            return response;
        }
        // Nothing was done for a 401, so sending a write again does not double it.
        var fresh = await source(token, cancellationToken);
        if (fresh is null || fresh.Value == token?.Value)
        {
            return response;
        }
        response.Dispose();
        Attach(request, fresh);
        return await base.SendAsync(request, cancellationToken);
    }

    private static void Attach(HttpRequestMessage request, BearerToken? token)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue(token.Scheme, token.Value);
        foreach (var (name, value) in token?.Headers ?? new Dictionary<string, string>())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
