using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CaseSync.Tests.OutageProxy;

/// <summary>The system behind the proxy: remembers what took effect, and answers as the path asks.</summary>
internal sealed class UpstreamSystem : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UpstreamSystem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>Each request that took effect: method, path and query.</summary>
    public ConcurrentQueue<string> Effects { get; } = new();

    public string? LastHost { get; private set; }

    public string? LastTraceParent { get; private set; }

    /// <summary>Completes when the first bytes of an upload are here, before its last were sent.</summary>
    public TaskCompletionSource FirstBytes { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<UpstreamSystem> StartAsync()
    {
        var system = new UpstreamSystem();
        await system._app.StartAsync();
        return system;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        LastHost = context.Request.Host.Value;
        LastTraceParent = context.Request.Headers.TraceParent;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        var buffer = new byte[81_920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            FirstBytes.TrySetResult();
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        Effects.Enqueue($"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}");
        if (context.Request.Path == "/missing")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await context.Response.WriteAsync($"{length} {Convert.ToHexString(hash.GetHashAndReset())}");
    }
}
