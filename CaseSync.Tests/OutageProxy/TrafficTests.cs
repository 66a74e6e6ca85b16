using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.OutageProxy;

public sealed class TrafficTests
{
    [Fact]
    public async Task Traffic_NothingPlanned_GoesToItsOwnSystemAsItIs()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.ToCrm.GetStringAsync("/api/cases?updatedAfter=2026-01-01T00%3A00%3A00Z&a=%2F");
        await proxy.ToGoogle.GetStringAsync("/v2/projects/p/cases:search?query=%22x%22");
        await proxy.ToGoogle.GetStringAsync("/health"); // On a system's port even this is the system's.

        Assert.Equal(["GET /api/cases?updatedAfter=2026-01-01T00%3A00%3A00Z&a=%2F"], proxy.Crm.Effects);
        Assert.Equal(["GET /v2/projects/p/cases:search?query=%22x%22", "GET /health"], proxy.Google.Effects);
        Assert.Equal(new Uri(proxy.Google.Address).Authority, proxy.Google.LastHost);
        Assert.Equal(2, (await proxy.StateAsync("google")).GetProperty("forwarded").GetInt32());
    }

    [Fact]
    public async Task Answer_WithoutABody_GetsNoneFromTheProxy()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        using var answer = await proxy.ToCrm.GetAsync("/missing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TraceParent_OfTheCaller_ReachesTheSystem()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(proxy.ToCrm.BaseAddress!, "/api/me"));
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        using var answer = await client.SendAsync(request, CancellationToken.None);

        Assert.StartsWith($"00-{trace}-", proxy.Crm.LastTraceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_Of200Megabytes_ArrivesWholeAndIsNotHeldBack()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var upload = new TwoPartUpload(200 * 1024 * 1024);

        var answer = proxy.ToGoogle.PostAsync("/upload", upload);
        // The second half is sent only when the first bytes have arrived: a proxy that buffers never gets there.
        await proxy.Google.FirstBytes.Task.WaitAsync(TimeSpan.FromSeconds(30));
        upload.SendRest();

        using var received = await answer;
        Assert.Equal($"{upload.Length} {upload.Hash}", await received.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task System_ThatIsNotThere_IsABadGateway()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.Crm.DisposeAsync();

        using var answer = await proxy.ToCrm.GetAsync("/api/me");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task Delay_IsPlanned_HoldsTheRequestUntilItsTime()
    {
        var clock = new TimersSeen();
        await using var proxy = await ProxyUnderTest.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await proxy.CommandAsync("/crm/delay?ms=60000");

        var answer = proxy.ToCrm.GetStringAsync("/api/me");
        await clock.Waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(proxy.Crm.Effects);
        clock.Advance(TimeSpan.FromSeconds(60));

        await answer;
        Assert.Single(proxy.Crm.Effects);
    }

    /// <summary>A fake clock that says when somebody began to wait for a minute.</summary>
    private sealed class TimersSeen : FakeTimeProvider
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == TimeSpan.FromSeconds(60))
            {
                _waiting.TrySetResult();
            }

            return timer;
        }
    }

    private sealed class TwoPartUpload(long length) : HttpContent
    {
        private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Length => length;

        public string Hash { get; private set; } = "";

        public void SendRest() => _rest.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var sent = 0L; sent < length; sent += block.Length)
            {
                if (sent >= length / 2)
                {
                    await _rest.Task;
                }

                await stream.WriteAsync(block);
                hash.AppendData(block);
            }

            Hash = Convert.ToHexString(hash.GetHashAndReset());
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
