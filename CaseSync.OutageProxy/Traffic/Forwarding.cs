using System.Diagnostics;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace CaseSync.OutageProxy.Traffic;

/// <summary>Forwards one request as it is, or lets happen to it what the plan says.</summary>
internal sealed class Forwarding(
    IHttpForwarder forwarder,
    Faults faults,
    IOptions<ProxyOptions> options,
    TimeProvider clock,
    ILogger<Forwarding> log) : IDisposable
{
    private static readonly TimeSpan s_connectWithin = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectTimeout = s_connectWithin,
        EnableMultipleHttp2Connections = true,
        UseCookies = false,
        UseProxy = false,
        // The trace goes on through the proxy: the system behind sees the proxy's span as its parent.
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    });

    public async Task HandleAsync(HttpContext context, ProxiedSystem system)
    {
        var delay = faults.Of(system).Plan.Delay;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, clock, context.RequestAborted);
        }

        var plan = faults.Of(system).Plan; // After the delay, as an outage may have begun meanwhile.
        if (plan.Down)
        {
            Refuse(context, system, plan.RefusesWith);
            return;
        }

        var address = options.Value.Address(system).AbsoluteUri;
        var error = await forwarder.SendAsync(
            context, address, _client, ForwarderRequestConfig.Empty, new Replies(system, faults, log));
        if (error != ForwarderError.None && !context.RequestAborted.IsCancellationRequested)
        {
            log.NotForwarded(system, context.Request.Method, error);
        }
    }

    public void Dispose() => _client.Dispose();

    private void Refuse(HttpContext context, ProxiedSystem system, Refusal refusal)
    {
        faults.Count(system, counts => counts with { Refused = counts.Refused + 1 });
        if (refusal == Refusal.Abort)
        {
            context.Abort();
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>The last place before the reply goes out; by then the effect has happened.</summary>
    private sealed class Replies(ProxiedSystem system, Faults faults, ILogger log) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext,
            HttpRequestMessage proxyRequest,
            string destinationPrefix,
            CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = null; // The system's own name, not the proxy's.
        }

        // Of a long body the middle of its beginning will do.
        private const int CutBodyBytesMax = 16 * 1024;

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            var method = httpContext.Request.Method;
            var isWrite = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
            if (proxyResponse is null) // The system gave no reply to pass on or lose.
            {
                return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            }

            if (faults.TryLoseReply(system, isWrite))
            {
                log.ReplyLost(system, method, (int)proxyResponse.StatusCode);
                httpContext.Abort();
                return false;
            }

            if (faults.TryCutReply(system))
            {
                await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
                await BeginAsync(httpContext.Response.Body, proxyResponse.Content, cancellationToken);
                log.ReplyCut(system, method, (int)proxyResponse.StatusCode);
                httpContext.Abort();
                return false;
            }

            faults.Count(system, counts => counts with { Forwarded = counts.Forwarded + 1 });
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }

        private static async Task BeginAsync(Stream target, HttpContent content, CancellationToken cancellationToken)
        {
            var body = new byte[CutBodyBytesMax];
            await using var source = await content.ReadAsStreamAsync(cancellationToken);
            var read = await source.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
            await target.WriteAsync(body.AsMemory(0, read / 2), cancellationToken);
            await target.FlushAsync(cancellationToken);
        }
    }
}
