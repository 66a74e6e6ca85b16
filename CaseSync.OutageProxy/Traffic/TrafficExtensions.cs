using CaseSync.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CaseSync.OutageProxy.Traffic;

internal static class TrafficExtensions
{
    private const int CrmPortOffset = 21;
    private const int GooglePortOffset = 22;

    public static void AddTraffic(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<Forwarding>();
        var controlUrls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        builder.Services.AddSingleton(services =>
            new Listeners(controlUrls, services.GetRequiredService<IOptions<ProxyOptions>>()));
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(
            services => services.GetRequiredService<Listeners>());

        var portBase = LocalPorts.Base(builder.Configuration);
        builder.Services.AddOptions<ProxyOptions>()
            .Configure(options =>
            {
                options.CrmPort = portBase + CrmPortOffset;
                options.GooglePort = portBase + GooglePortOffset;
            })
            .BindConfiguration(ProxyOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
    }

    public static void UseTraffic(this WebApplication app)
    {
        var forwarding = app.Services.GetRequiredService<Forwarding>();
        app.Use((context, next) => context.Features.Get<TrafficFor>() is { } traffic
            ? forwarding.HandleAsync(context, traffic.System)
            : next(context));
    }
}
