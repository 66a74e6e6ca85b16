using System.Net;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Services;

public sealed class RefusedEndpointTests : IAsyncLifetime
{
    private static readonly MirroredItem s_comment = A.CommentItem(Side.Company, "5/a:b", ItemState.Refused) with
    {
        Reason = "The other system answered 400.",
        PartCount = 2,
        SourceCreatedAt = A.Noon.AddDays(-1),
        FinishedAt = A.Noon,
        FailingSince = A.Noon,
    };

    private static readonly MirroredItem s_secondPart = s_comment with { Key = s_comment.Key with { Part = 2 } };

    private readonly QueueThatRemembers _queue = new();
    private readonly ServiceUnderTest<PollerService> _service = new();
    private readonly WebApplicationFactory<PollerService> _poller;
    private readonly ICaseMappingStore _store;
    private readonly HttpClient _client;

    public RefusedEndpointTests()
    {
        _poller = _service.WithWebHostBuilder(
            host => host.ConfigureTestServices(services => services.AddSingleton<ITaskQueue>(_queue)));
        _client = _poller.CreateClient();
        _store = _poller.Services.GetRequiredService<ICaseMappingStore>();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_RefusedItemsAndACaseGivenUp_ListsEachOnceWithItsReason()
    {
        await PutAsync(
            A.Pair with { HasRefusedItems = true }, s_comment, s_secondPart,
            A.AttachmentItem(Side.Google, "a", ItemState.Done));
        await PutAsync(A.Lone(Side.Company) with
        {
            Id = "company:79",
            CompanyCaseId = CompanyCaseId.Parse("79"),
            BrokenReason = "It is a clone.",
        });

        var items = await ListAsync();

        Assert.Equal(
            [("case", null, "It is a clone."), ("comment", "5/a:b", "The other system answered 400.")],
            items.Select(item => (Text(item, "kind"), Text(item, "sourceId"), Text(item, "reason"))));
        Assert.Equal(A.GoogleName.Value, Text(items[1], "googleCaseName"));
    }

    [Fact]
    public async Task Retry_Comment_IsPlannedAnewInAllItsPartsAndItsCaseQueued()
    {
        await PutAsync(A.Pair with { HasRefusedItems = true }, s_comment, s_secondPart);

        using var answer = await RetryAsync(Text((await ListAsync())[0], "id"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.All(
            await _store.ListUnfinishedItemsAsync(A.Pair.Id, Cancel),
            part =>
            {
                Assert.Equal(
                    (ItemState.Planned, null, null, s_comment.SourceCreatedAt),
                    (part.State, part.Reason, part.FailingSince, part.SourceCreatedAt));
                Assert.NotNull(part.RetriedAt);
            });
        Assert.Equal([A.CompanyId], _queue.Tasks.Select(task => task.Case));
        Assert.NotNull((await MappingAsync(A.Pair)).Company.DirtySince);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Retry_CaseGivenUp_IsTakenUpAgain()
    {
        var clone = A.Lone(Side.Company) with { BrokenReason = "It is a clone." };
        await PutAsync(clone);

        using var answer = await RetryAsync(Text((await ListAsync())[0], "id"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Null((await MappingAsync(clone)).BrokenReason);
        Assert.Equal([A.CompanyId], _queue.Tasks.Select(task => task.Case));
    }

    [Fact]
    public async Task Retry_QueueIsDown_CanBeAskedAgain()
    {
        await PutAsync(A.Pair with { HasRefusedItems = true }, s_comment, s_secondPart);
        var id = Text((await ListAsync())[0], "id");
        _queue.IsDown = true;
        using var failed = await RetryAsync(id);
        _queue.IsDown = false;

        using var answer = await RetryAsync(id);

        await SyncerEndpointTests.AssertProblemAsync(failed, HttpStatusCode.InternalServerError);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Single(_queue.Tasks);
    }

    [Fact]
    public async Task Retry_WhileASyncIsAtWork_ChangesNothing()
    {
        await PutAsync(
            A.Pair with { HasRefusedItems = true, Lease = new Lease("a sync", DateTimeOffset.MaxValue) }, s_comment);

        using var answer = await RetryAsync(Text((await ListAsync())[0], "id"));

        await SyncerEndpointTests.AssertProblemAsync(answer, HttpStatusCode.Conflict);
        Assert.Single(await ListAsync());
        Assert.Empty(_queue.Tasks);
    }

    [Theory]
    [InlineData(ItemState.Done, HttpStatusCode.Conflict)]
    [InlineData(null, HttpStatusCode.NotFound)]
    public async Task Retry_NotRefusedAnyMore_SaysSo(ItemState? state, HttpStatusCode status)
    {
        await PutAsync(A.Pair, state is { } now ? [s_comment with { State = now, PartCount = 1 }] : []);

        using var answer = await RetryAsync(new RefusedId(A.Pair.Id, s_comment.Key).ToString());

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
        Assert.Empty(_queue.Tasks);
    }

    [Theory]
    [InlineData("GET", "?pageSize=0", HttpStatusCode.BadRequest)]
    [InlineData("GET", "?pageSize=101", HttpStatusCode.BadRequest)]
    [InlineData("GET", "?pageSize=many", HttpStatusCode.BadRequest)]
    [InlineData("GET", "?pageSize=5&pageSize=6", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/Z29vZ2xlOjE:retry?force=true", HttpStatusCode.BadRequest)]
    [InlineData("GET", "?pageToken=none", HttpStatusCode.BadRequest)]
    [InlineData("GET", "?filter=x", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/%21:retry", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/Z29vZ2xlOjE:retry", HttpStatusCode.NotFound)] // google:1
    [InlineData("GET", "/Z29vZ2xlOjE:retry", HttpStatusCode.MethodNotAllowed)]
    public async Task Request_ThatIsNotUnderstood_GetsProblemDetails(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/refused{path}");
        using var answer = await _client.SendAsync(request, Cancel);

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
    }

    public async ValueTask InitializeAsync() => await _store.TryCommitAsync(
        StoreCommit.Of(new StoreWrite.PutGlobal(A.Global with { Version = 0 })), Cancel);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _poller.DisposeAsync();
        await _service.DisposeAsync();
    }

    private Task PutAsync(CaseMapping mapping, params MirroredItem[] items) => _store.PutAsync(mapping, items);

    private async Task<CaseMapping> MappingAsync(CaseMapping mapping)
    {
        var key = IdentityKey.FromStored(mapping.Id);
        return (await _store.FindAsync([key], Cancel)).FindMapping(key)!;
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        using var page = JsonDocument.Parse(await _client.GetStringAsync("/api/refused", Cancel));
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone())];
    }

    private Task<HttpResponseMessage> RetryAsync(string? id) =>
        _client.PostAsync($"/api/refused/{id}:retry", null, Cancel);

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private sealed class QueueThatRemembers : ITaskQueue
    {
        public List<SyncTask> Tasks { get; } = [];

        public bool IsDown { get; set; }

        public Task EnqueueAsync(SyncTask task, CancellationToken cancel)
        {
            if (IsDown)
            {
                throw new RemoteCallException("tasks", "tasks.create", RemoteFailure.Unavailable, "The queue is down.");
            }

            Tasks.Add(task);
            return Task.CompletedTask;
        }
    }
}
