using System.Net;
using System.Net.Sockets;
using CaseSync.AppHost;
using CaseSync.AppHost.LocalHosting;
using Microsoft.Extensions.Configuration;

namespace CaseSync.Tests.AppHost;

public sealed class DashboardPlanTests
{
    [Theory]
    [InlineData("CASESYNC_DASHBOARD", "off", "as CASESYNC_DASHBOARD says")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317",
        "telemetry goes to http://otel:4317, as OTEL_EXPORTER_OTLP_ENDPOINT says")]
    public void Plan_TheEnvironmentHasOtherPlans_IsOffAndSaysWhy(string name, string value, string why) =>
        Assert.Equal(new DashboardPlan.Off(why), DashboardPlan.Of(new ConfigurationManager { [name] = value }));

    [Fact]
    public void Plan_APortIsHeld_IsOffAndSaysByWhom()
    {
        var portBase = TestPorts.FreeBase();
        var otlp = new LocalPorts(portBase).OtlpGrpc;
        using var holder = new TcpListener(IPAddress.Loopback, otlp);
        holder.Start();

        var plan = DashboardPlan.Of(new ConfigurationManager { ["CASESYNC_PORT_BASE"] = $"{portBase}" });

        Assert.StartsWith(
            $"port {otlp} is held by process {Environment.ProcessId} (",
            Assert.IsType<DashboardPlan.Off>(plan).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Misspelt_IsRefused()
    {
        var refusal = Assert.Throws<CannotRunException>(
            () => DashboardPlan.Of(new ConfigurationManager { ["CASESYNC_DASHBOARD"] = "no" }));

        Assert.Equal("CASESYNC_DASHBOARD is 'no'; it takes on or off.", refusal.Message);
    }
}
