using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CaseSync.ServiceDefaults;

/// <summary>
/// Names a request's span `POST /tasks/poll-google`, as OpenTelemetry's HTTP conventions do; .NET leaves that to an
/// instrumentation package. The route, not the path, so that the names stay few.
/// </summary>
internal sealed class SpanNamedByRoute : IStartupFilter
{
    private const string RouteTag = "http.route";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(NameAsync);
        next(app);
    };

    private static async Task NameAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} /{route.TrimStart('/')}";
        span.SetTag(RouteTag, route);
    }
}
