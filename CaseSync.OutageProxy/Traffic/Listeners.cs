using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CaseSync.OutageProxy.Traffic;

/// <summary>Marks a connection that came in on a system's own port.</summary>
internal sealed record TrafficFor(ProxiedSystem System);

/// <summary>Opens the control addresses and one port a system, and knows which became which.</summary>
internal sealed class Listeners(string controlUrls, IOptions<ProxyOptions> options)
    : IConfigureOptions<KestrelServerOptions>
{
    // A search's query or a page token may be long.
    private const int RequestLineMax = 64 * 1024;

    private readonly Dictionary<ProxiedSystem, ListenOptions> _bound = [];

    public string AddressOf(ProxiedSystem system) => $"http://{_bound[system].IPEndPoint}";

    public void Configure(KestrelServerOptions kestrel)
    {
        // What passes is the business of the system behind: no size limit, no least speed.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = RequestLineMax;

        foreach (var url in controlUrls.Split(
            ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            ListenForControl(kestrel, BindingAddress.Parse(url));
        }

        foreach (var system in Enum.GetValues<ProxiedSystem>())
        {
            kestrel.Listen(IPAddress.Loopback, options.Value.Port(system), listen =>
            {
                _bound[system] = listen;
                listen.Use(next => connection =>
                {
                    connection.Features.Set(new TrafficFor(system));
                    return next(connection);
                });
            });
        }
    }

    private static void ListenForControl(KestrelServerOptions kestrel, BindingAddress address)
    {
        if (IPAddress.TryParse(address.Host, out var ip))
        {
            kestrel.Listen(ip, address.Port);
        }
        else if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(address.Port);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port);
        }
    }
}
