using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace CaseSync.ServiceDefaults;

public static class HealthEndpointExtensions
{
    internal const string HealthPath = "/health";
    internal const string AlivePath = "/alive";

    private static readonly HttpMethodMetadata s_getOnly = new(["GET", "HEAD"]);

    /// <summary><c>GET /health</c> runs every check: may this instance get work? <c>GET /alive</c> runs none: does the
    /// process answer at all? Neither is counted nor traced, or the probes would drown the work.</summary>
    public static WebApplication MapHealthEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthPath).WithMetadata(s_getOnly).DisableHttpMetrics();
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = _ => false })
            .WithMetadata(s_getOnly).DisableHttpMetrics();
        return app;
    }
}
