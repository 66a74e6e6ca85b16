using Microsoft.Extensions.Configuration;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>Whether a run shows Aspire's dashboard.</summary>
internal abstract record DashboardPlan
{
    public sealed record On(LocalPorts Ports) : DashboardPlan;

    public sealed record Off(string Why) : DashboardPlan;

    /// <summary>The services run without it all the same; only a misspelt setting is refused.</summary>
    public static DashboardPlan Of(IConfiguration configuration)
    {
        switch (configuration["CASESYNC_DASHBOARD"])
        {
            case "off":
                return new Off("as CASESYNC_DASHBOARD says");
            case null or "" or "on":
                break;
            case { } other:
                throw new CannotRunException($"CASESYNC_DASHBOARD is '{other}'; it takes on or off.");
        }

        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } elsewhere)
        {
            return new Off($"telemetry goes to {elsewhere}, as OTEL_EXPORTER_OTLP_ENDPOINT says");
        }

        if (!LocalPorts.TryRead(configuration["CASESYNC_PORT_BASE"], out var ports, out var refusal))
        {
            throw new CannotRunException(refusal);
        }

        foreach (var port in new[] { ports.Dashboard, ports.OtlpGrpc, ports.OtlpHttp })
        {
            if (HeldPort.FindHolder(port) is { } holder)
            {
                return new Off($"port {port} is held by {holder}");
            }
        }

        return DashboardInstall.CanBeHad
            ? new On(ports)
            : new Off("neither aspire nor npm is installed here; install Node.js with npm to see it");
    }
}
