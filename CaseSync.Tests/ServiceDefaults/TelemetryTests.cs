using System.Diagnostics;
using System.Diagnostics.Metrics;
using CaseSync.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_HealthRequests_AreLeftOutAndOthersCarryTheirNameAndTags()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var service = await ServiceUnderTest.StartAsync("Production", collector.Settings))
        {
            await service.Client.GetStringAsync("/health");
            await service.Client.GetStringAsync("/alive");
            await service.Client.GetStringAsync("/hello");
        }

        var traces = collector.Text("traces");
        Assert.Contains("casesync-poller", traces, StringComparison.Ordinal);
        Assert.Contains("GET /hello", traces, StringComparison.Ordinal);
        // The tag, a few bytes of protobuf, its value.
        Assert.Matches(@"(?s)url\.path.{1,4}/hello", traces);
        Assert.DoesNotMatch(@"(?s)url\.path.{1,4}/(health|alive)", traces);
    }

    [Fact]
    public async Task Telemetry_OfCaseSync_ArrivesInAllThreeSignals()
    {
        using var source = new ActivitySource("CaseSync");
        using var meter = new Meter("CaseSync");
        var duration = meter.CreateHistogram<double>("casesync.propagation.duration", "s");
        var poll = meter.CreateHistogram<double>("casesync.poll.duration", "s");
        var calls = meter.CreateHistogram<double>("casesync.api.calls_per_change", "{call}");

        await using var collector = await OtlpCollector.StartAsync();
        await using (await ServiceUnderTest.StartAsync("Production", collector.Settings))
        {
            source.StartActivity("a-sync")?.Dispose();
            duration.Record(75);
            poll.Record(0.06);
            calls.Record(4);
        }

        Assert.Contains("a-sync", collector.Text("traces"), StringComparison.Ordinal);
        Assert.Contains("casesync.propagation.duration", collector.Text("metrics"), StringComparison.Ordinal);
        // Neighbours among the bounds, as the little-endian doubles that OTLP packs.
        foreach (var (low, high) in ((double, double)[])[(7_200, 14_400), (0.05, 0.1), (3, 5)])
        {
            byte[] bounds = [.. BitConverter.GetBytes(low), .. BitConverter.GetBytes(high)];
            Assert.True(collector.Holds("metrics", bounds), $"The bounds {low} and {high} are in no histogram.");
        }

        Assert.Contains("Application started", collector.Text("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceName_OpenTelemetrysVariableIsSet_Wins()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = collector.Settings;
        settings["OTEL_SERVICE_NAME"] = "poller-in-berlin";
        await using (var service = await ServiceUnderTest.StartAsync("Production", settings))
        {
            await service.Client.GetStringAsync("/hello");
        }

        Assert.Contains("poller-in-berlin", collector.Text("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("casesync-poller", collector.Text("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public void Telemetry_WithoutAnEndpoint_IsNotStarted()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddServiceDefaults();
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }
}
