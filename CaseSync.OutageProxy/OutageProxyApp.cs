using CaseSync.OutageProxy.Control;
using CaseSync.OutageProxy.Traffic;
using CaseSync.ServiceDefaults;

namespace CaseSync.OutageProxy;

/// <summary>Stands before either system: an address to steer it, and one for each system's traffic.</summary>
internal static class OutageProxyApp
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddTraffic();
        builder.AddControl();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseTraffic();
        app.UseRouting(); // Here, lest traffic is matched with the routes of the control address.
        app.MapHealthEndpoints();
        app.MapControl();
        return app;
    }
}
