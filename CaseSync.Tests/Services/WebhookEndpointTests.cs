using System.Net;
using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm.Webhooks;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Jobs;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Services;

public sealed class WebhookEndpointTests : IAsyncDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Hint = """{"caseId":"78","event":"updated"}""";

    private readonly RecordingQueue _queue = new();
    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly ServiceUnderTest<PollerService> _service = new();
    private SupportCase _case = A.CompanyCase with { GoogleCaseName = null };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Hint_ThatIsSigned_QueuesASyncAtOnce()
    {
        await using var poller = await StartAsync();
        using var answer = await PostAsync(poller, Hint);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(A.CompanyId, Assert.Single(_queue.Tasks).Case);
    }

    [Fact]
    public async Task Hint_GivenTwice_IsOneTask()
    {
        await using var poller = await StartAsync();
        using var first = await PostAsync(poller, Hint);
        using var second = await PostAsync(poller, Hint);
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Single(_queue.Tasks.Select(task => task.Name).Distinct());
    }

    [Fact]
    public async Task Hint_OfACaseWithoutItsFlag_QueuesNothing()
    {
        _case = _case with { IsSyncRequested = false };
        await using var poller = await StartAsync();
        using var answer = await PostAsync(poller, Hint);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(_queue.Tasks);
    }

    [Fact]
    public async Task Hint_OfACaseThatIsNotThere_QueuesNothing()
    {
        await using var poller = await StartAsync();
        using var answer = await PostAsync(poller, """{"caseId":"79"}""");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(_queue.Tasks);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Hint_OfAnotherTime_IsNotTaken(int seconds)
    {
        await using var poller = await StartAsync();
        var timestamp = $"{_clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds()}";
        using var answer = await PostAsync(poller, Hint, timestamp);
        await AssertNotTakenAsync(answer, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=00000000000000000000000000000000000000000000000000000000000000zz")]
    [InlineData("md5=0123")]
    public async Task Hint_SignedOtherwise_IsNotTaken(string? signature)
    {
        await using var poller = await StartAsync();
        var timestamp = $"{_clock.GetUtcNow().ToUnixTimeSeconds()}";
        using var answer = await SendAsync(poller, Hint, timestamp, signature);
        await AssertNotTakenAsync(answer, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Hint_WhoseBodyOrTimeWasChanged_IsNotTaken()
    {
        await using var poller = await StartAsync();
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = WebhookSignature.Sign(Secret, $"{now}", Encoding.UTF8.GetBytes(Hint));
        using var body = await SendAsync(poller, """{"caseId":"79"}""", $"{now}", signature);
        await AssertNotTakenAsync(body, HttpStatusCode.Unauthorized);
        using var time = await SendAsync(poller, Hint, $"{now + 1}", signature);
        await AssertNotTakenAsync(time, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"caseId":78}""")]
    [InlineData("""{"caseId":"two words"}""")]
    [InlineData("""{"id":"78"}""")]
    public async Task Hint_WithoutACase_IsNotUnderstood(string body)
    {
        await using var poller = await StartAsync();
        using var answer = await PostAsync(poller, body);
        await AssertNotTakenAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Hint_OfTooManyBytes_IsNotTaken()
    {
        await using var poller = await StartAsync();
        using var answer = await PostAsync(poller, $$"""{"caseId":"78","more":"{{new string('x', 65_536)}}"}""");
        await AssertNotTakenAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Hint_WhileTheCrmIsDown_IsToComeAgain()
    {
        await using var poller = await StartAsync(isCrmThere: false);
        using var answer = await PostAsync(poller, Hint);
        await AssertNotTakenAsync(answer, HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("/webhooks/jira", Secret)]
    [InlineData("/webhooks/generic", "")]
    public async Task Hint_ThatNobodyExpects_IsNotFound(string path, string secret)
    {
        await using var poller = await StartAsync(secret);
        using var answer = await SendAsync(poller, Hint, "0", "", path);
        await AssertNotTakenAsync(answer, HttpStatusCode.NotFound);
    }

    private async Task<WebApplicationFactory<PollerService>> StartAsync(
        string secret = Secret, bool isCrmThere = true)
    {
        var poller = _service.WithWebHostBuilder(host => host.UseSetting("Crm:WebhookSecret", secret)
            .ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<ICrm>(_ => new ScriptedSystem(Side.Company)
                {
                    Cases = [_case],
                    FindFails = isCrmThere ? null : ScriptedSystem.Answers(503, RemoteFailure.Unavailable),
                }));
                services.Replace(ServiceDescriptor.Singleton<ITaskQueue>(_queue));
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
            }));
        var store = poller.Services.GetRequiredService<ICaseMappingStore>();
        var installed = A.Global with { Version = 0, InstalledAt = _clock.GetUtcNow().AddDays(-1) };
        Assert.True(await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutGlobal(installed)), Cancel));
        return poller;
    }

    private Task<HttpResponseMessage> PostAsync(
        WebApplicationFactory<PollerService> poller, string body, string? timestamp = null)
    {
        timestamp ??= $"{_clock.GetUtcNow().ToUnixTimeSeconds()}";
        return SendAsync(
            poller, body, timestamp, WebhookSignature.Sign(Secret, timestamp, Encoding.UTF8.GetBytes(body)));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplicationFactory<PollerService> poller, string body, string timestamp, string? signature,
        string path = "/webhooks/generic")
    {
        using var client = poller.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        if (signature is not null)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, signature);
        }

        return await client.SendAsync(request, Cancel);
    }

    private async Task AssertNotTakenAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        await SyncerEndpointTests.AssertProblemAsync(answer, status);
        Assert.Empty(_queue.Tasks);
    }
}
