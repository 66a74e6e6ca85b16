using System.Diagnostics;
using CaseSync.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CaseSync.ServiceDefaults;

internal static class TelemetryExtensions
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string CaseSyncName = "CaseSync";

    // From a healthy second to the slowest that the outage table tolerates (P3 and P4 after a day): four hours.
    private static readonly double[] s_propagationSeconds =
        [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];

    // A poll that finds nothing takes some 60 ms, one that finds a page of changes seconds; the scheduler waits a
    // minute.
    private static readonly double[] s_pollSeconds = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60];

    // From one call for one change to the parts of the longest text.
    private static readonly double[] s_callsPerChange = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

    /// <summary>Traces, metrics and logs over OTLP. Nothing is set here that OpenTelemetry's own variables say:
    /// endpoint, protocol, headers, sampling, intervals, resource attributes.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var endpoint = builder.Configuration[Endpoint];
        if (string.IsNullOrEmpty(endpoint))
        {
            return;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new FormatException($"{Endpoint} is '{endpoint}'; it takes an http or https address.");
        }

        // Without it the server's spans carry no request tags: .NET leaves them to an instrumentation package.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(ServiceName(builder.Environment.ApplicationName))
                .AddEnvironmentVariableDetector()) // Again, and last: OTEL_SERVICE_NAME wins over the assembly's name.
            .WithTracing(traces => traces
                .AddSource(CaseSyncName, "Microsoft.AspNetCore", "System.Net.Http")
                .AddProcessor(new HealthRequestsUntraced())
                .AddProcessor(new CaseOnEverySpan()))
            .WithMetrics(metrics => metrics
                .AddMeter(CaseSyncName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Net.Http", "System.Runtime")
                .SetExemplarFilter(ExemplarFilterType.TraceBased) // A slow change leads to its trace.
                .AddBounds("casesync.propagation.duration", s_propagationSeconds)
                .AddBounds("casesync.poll.duration", s_pollSeconds)
                .AddBounds("casesync.api.calls_per_change", s_callsPerChange))
            .WithLogging(null, logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true; // The scope carries the case's names.
            })
            .UseOtlpExporter();
    }

    /// <summary>CaseSync.Poller is casesync-poller where services are named.</summary>
    internal static string ServiceName(string applicationName) =>
        applicationName.Replace('.', '-').ToLowerInvariant();

    private static MeterProviderBuilder AddBounds(
        this MeterProviderBuilder metrics, string histogram, double[] bounds) =>
        metrics.AddView(histogram, new ExplicitBucketHistogramConfiguration { Boundaries = bounds });

    /// <summary>
    /// What a span says of its case, all spans within it say too, so that whoever finds one, in a log of slow calls
    /// say, knows whose it is.
    /// </summary>
    internal sealed class CaseOnEverySpan : BaseProcessor<Activity>
    {
        private static readonly string[] s_tags =
        [
            CaseSyncTelemetry.Tags.Mapping, CaseSyncTelemetry.Tags.GoogleCase, CaseSyncTelemetry.Tags.CompanyCase,
            CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.Tags.Item, CaseSyncTelemetry.Tags.Attempt,
        ];

        public override void OnStart(Activity data)
        {
            foreach (var tag in s_tags)
            {
                if (data.Parent?.GetTagItem(tag) is { } value && data.GetTagItem(tag) is null)
                {
                    data.SetTag(tag, value);
                }
            }
        }
    }

    /// <summary>Takes the mark "recorded" off a health request before the exporter sees it, and off what it causes, as
    /// that asks its parent. A processor, so that the sampler stays OTEL_TRACES_SAMPLER's choice.</summary>
    internal sealed class HealthRequestsUntraced : BaseProcessor<Activity>
    {
        public override void OnStart(Activity data)
        {
            if (data.Kind == ActivityKind.Server && data.GetTagItem("url.path") is
                HealthEndpointExtensions.HealthPath or HealthEndpointExtensions.AlivePath)
            {
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }
    }
}
