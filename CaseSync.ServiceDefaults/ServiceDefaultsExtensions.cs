using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CaseSync.ServiceDefaults;

public static class ServiceDefaultsExtensions
{
    // Cloud Run kills a container ten seconds after it asked it to stop.
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(8);

    /// <summary>What every service has: telemetry, health checks, problem details for every error, a clock,
    /// a graceful stop, logs that Cloud Logging reads (in Development .NET's own) and, where nothing names an address,
    /// its place among the local ports.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddLogLines(); // First: what is left open falls back.
        FallbackSettings.AddTo(builder.Configuration, builder.Environment.ApplicationName);
        builder.AddTelemetry();
        builder.Services.AddHealthChecks();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopWithin);

        builder.Services.AddSingleton<IStartupFilter, SpanNamedByRoute>();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<IStartupFilter, ProblemDetailsForEveryError>();
        builder.Services.AddSingleton<IDeveloperPageExceptionFilter, ProblemDetailsForEveryError>();
        // A body that is no JSON is the caller's mistake: 400 in Development too, and not an exception.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        return builder;
    }

    private static void AddLogLines(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddConsoleFormatter<CloudLogLines, ConsoleFormatterOptions>();
        if (!builder.Environment.IsDevelopment())
        {
            builder.Configuration["Logging:Console:FormatterName"] ??= CloudLogLines.FormatterName;
        }
    }
}
