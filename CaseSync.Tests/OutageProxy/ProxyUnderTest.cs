using System.Text.Json;
using CaseSync.OutageProxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.OutageProxy;

/// <summary>The real proxy on free loopback ports, before two real upstream systems.</summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ProxyUnderTest(WebApplication app, UpstreamSystem crm, UpstreamSystem google)
    {
        (_app, Crm, Google) = (app, crm, google);
    }

    public UpstreamSystem Crm { get; }

    public UpstreamSystem Google { get; }

    public HttpClient Control { get; } = new();

    public HttpClient ToCrm { get; } = new();

    public HttpClient ToGoogle { get; } = new();

    public static async Task<ProxyUnderTest> StartAsync(Action<WebApplicationBuilder>? configure = null)
    {
        var crm = await UpstreamSystem.StartAsync();
        var google = await UpstreamSystem.StartAsync();
        var app = OutageProxyApp.Build(
        [
            "--urls=http://127.0.0.1:0", "--Proxy:CrmPort=0", "--Proxy:GooglePort=0",
            $"--Proxy:CrmAddress={crm.Address}", $"--Proxy:GoogleAddress={google.Address}",
        ], configure);
        await app.StartAsync();

        var proxy = new ProxyUnderTest(app, crm, google);
        var listeners = app.Services.GetRequiredService<CaseSync.OutageProxy.Traffic.Listeners>();
        proxy.ToCrm.BaseAddress = new Uri(listeners.AddressOf(ProxiedSystem.Crm));
        proxy.ToGoogle.BaseAddress = new Uri(listeners.AddressOf(ProxiedSystem.Google));
        proxy.Control.BaseAddress = app.Urls.Select(url => new Uri(url))
            .Single(url => url != proxy.ToCrm.BaseAddress && url != proxy.ToGoogle.BaseAddress);
        return proxy;
    }

    public async Task CommandAsync(string pathAndQuery)
    {
        using var answer = await Control.PostAsync(pathAndQuery, null);
        Assert.True(answer.IsSuccessStatusCode, $"POST {pathAndQuery} answered {(int)answer.StatusCode}.");
    }

    public async Task<JsonElement> StateAsync(string side) =>
        JsonDocument.Parse(await Control.GetStringAsync("/state")).RootElement.GetProperty(side);

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        ToCrm.Dispose();
        ToGoogle.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Crm.DisposeAsync();
        await Google.DisposeAsync();
    }
}
