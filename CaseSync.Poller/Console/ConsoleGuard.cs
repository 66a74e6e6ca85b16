using Microsoft.AspNetCore.Diagnostics;

namespace CaseSync.Poller.Console;

/// <summary>
/// What a browser may do with what it gets here, and what it may send. Identity-Aware Proxy knows people by a cookie,
/// which a browser sends from other sites' pages too: what changes something, or opens a connection, must come from a
/// page of ours.
/// </summary>
internal static class ConsoleGuard
{
    /// <summary>'self' for connections includes the web socket of this host.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] s_notPages =
        ["/api", "/tasks", "/openapi", "/health", "/alive", "/_blazor", "/_framework"];

    /// <summary>What is not there is a page to a person, and problem details to a program.</summary>
    public static Task LeaveProgramsTheirProblemsAsync(HttpContext http, RequestDelegate next)
    {
        var isPage = HttpMethods.IsGet(http.Request.Method)
            && !s_notPages.Any(start => http.Request.Path.StartsWithSegments(start));
        if (!isPage && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(http);
    }

    public static Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return IsFromElsewhere(http.Request)
            ? Results.Problem(
                "A page of another site sent this; it is taken from this console's own pages, or from a program.",
                statusCode: StatusCodes.Status403Forbidden, title: "Not from here").ExecuteAsync(http)
            : next(http);
    }

    private static bool IsFromElsewhere(HttpRequest request)
    {
        var isSafe = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Headers.Upgrade.Count == 0;
        if (isSafe)
        {
            return false;
        }

        // Browsers send the first; the older among them, and some with a web socket, only the second; programs neither.
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is not ("same-origin" or "none");
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
