using CaseSync.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CaseSync.Tests.ServiceDefaults;

/// <summary>A service with nothing but the defaults and a few routes, on a loopback port of its own.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServiceUnderTest(WebApplication app) => _app = app;

    /// <summary>Makes no spans of its own: what is exported is the server's.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    public static async Task<ServiceUnderTest> StartAsync(
        string environment,
        Dictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "CaseSync.Poller",
            EnvironmentName = environment,
        });
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(settings ?? []) { ["urls"] = "http://127.0.0.1:0" });
        builder.AddServiceDefaults();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapHealthEndpoints();
        app.MapGet("/hello", () => "hello");
        app.MapGet("/fails", string () => throw new InvalidOperationException("the secret of the house"));
        app.MapPost("/too-large", string () => throw new BadHttpRequestException("Too large.", 413));
        app.MapPost("/reads", (Order order) => order.Count);
        app.MapGet("/busy", () => Results.StatusCode(StatusCodes.Status409Conflict));
        await app.StartAsync();
        return new ServiceUnderTest(app) { Client = { BaseAddress = new Uri(app.Urls.First()) } };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public sealed record Order(int Count);
}
