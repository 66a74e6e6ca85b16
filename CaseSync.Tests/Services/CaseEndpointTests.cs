using System.Net;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Poller;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Services;

public sealed class CaseEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_future = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceUnderTest<PollerService> _poller = new();
    private readonly HttpClient _client;
    private readonly ICaseMappingStore _store;

    public CaseEndpointTests()
    {
        _client = _poller.CreateClient();
        _store = _poller.Services.GetRequiredService<ICaseMappingStore>();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_AllQuiet_SaysThatAllIsWell()
    {
        await _store.PutAsync(Pair(1, "Disk full"));

        var overview = await GetAsync("/api/overview");

        Assert.True(overview.GetProperty("isWell").GetBoolean());
        Assert.Equal("All is well: each side has all of the other.", overview.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Overview_OneLateOneWaitingOneRefused_CountsEach()
    {
        var now = TimeProvider.System.GetUtcNow();
        await _store.PutAsync(Pair(1, "Late").With(Side.Google, side => side with { DirtySince = A.Noon, UpdatesSyncedAt = A.Noon }));
        await _store.PutAsync(Pair(2, "Waiting").With(Side.Company, side => side with { DirtySince = now, UpdatesSyncedAt = now }));
        await _store.PutAsync(Pair(3, "Refused") with { HasRefusedItems = true });
        await _store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutLag(new LagSample(now.AddMinutes(-7), TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), 1)),
                new StoreWrite.PutLag(new LagSample(now.AddDays(-2).AddHours(3), TimeSpan.Zero, TimeSpan.Zero, 0))),
            Cancel);

        var overview = await GetAsync("/api/overview");

        Assert.Equal((false, 2, 1, 1), (overview.GetProperty("isWell").GetBoolean(), Number(overview, "waiting"), Number(overview, "late"), Number(overview, "refused")));
        Assert.Equal("1 case late. 1 case with something that was refused.", overview.GetProperty("summary").GetString());
        Assert.Equal([3_600], overview.GetProperty("lastDay").EnumerateArray().Select(sample => sample.GetProperty("companySeconds").GetDouble()));
    }

    [Fact]
    public async Task Overview_MoreWaitThanAreRead_StillTellsTheOldestAndTheMostUrgent()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var some in Enumerable.Range(0, ReadOverview.CountedMax + 20).Chunk(100))
        {
            await _store.TryCommitAsync(
                StoreCommit.Of([.. some.Select(i => new StoreWrite.PutMapping(Waiting($"google:1{i:000}", now) with { Priority = Priority.P3 }))]),
                Cancel);
        }

        await _store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutMapping(Waiting("google:7", now.AddHours(-5)) with { Priority = Priority.P3, Title = "Oldest" }),
                new StoreWrite.PutMapping(Waiting("google:8", now.AddHours(-2)) with { Priority = Priority.P0, Title = "Most urgent" }),
                new StoreWrite.PutMapping(Waiting("google:9", now.AddHours(-3)) with { Priority = Priority.P0, Title = "Waits longer" })),
            Cancel);

        var overview = await GetAsync("/api/overview");

        Assert.True(overview.GetProperty("hasMore").GetBoolean());
        Assert.Equal("At least 3 cases late.", overview.GetProperty("summary").GetString());
        Assert.Equal(
            ["Waits longer", "Most urgent", "Oldest"],
            overview.GetProperty("mostUrgent").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
        var google = overview.GetProperty("sides")[0];
        Assert.Equal(now.AddHours(-5), google.GetProperty("since").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.InRange(google.GetProperty("lagSeconds").GetDouble(), 5 * 3_600, (5 * 3_600) + 600);
    }

    [Fact]
    public async Task Lag_OfACaseThatIsLate_IsCountedAsItsLatenessIsEverywhere()
    {
        var now = TimeProvider.System.GetUtcNow();
        await _store.PutAsync(Pair(1, "Late").With(
            Side.Google, side => side with { DirtySince = now.AddHours(-1), UpdatesSyncedAt = now.AddHours(-2) }) with
        {
            NewContentAt = now,
        });
        using var detected = await _client.PostAsync("/tasks/detect-outages", null, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, detected.StatusCode);

        var overview = await GetAsync("/api/overview");

        foreach (var seconds in (double[])[
            overview.GetProperty("sides")[0].GetProperty("lagSeconds").GetDouble(),
            overview.GetProperty("mostUrgent")[0].GetProperty("lateFor").GetDouble(),
            overview.GetProperty("lastDay")[0].GetProperty("googleSeconds").GetDouble()])
        {
            Assert.InRange(seconds, 2 * 3_600, (2 * 3_600) + 600);
        }
    }

    [Theory]
    [InlineData("", "Newest,disk two,Disk one")]
    [InlineData("?sort=title", "Disk one,disk two,Newest")]
    [InlineData("?query=DISK", "Disk one,disk two")]
    [InlineData("?query=1", "Disk one")] // The CRM's id
    [InlineData("?query=projects/p/cases/5002", "disk two")]
    [InlineData("?query=5003", "Newest")] // Google's number
    [InlineData("?query=nothing", "")]
    [InlineData("?filter=closed", "Disk one")]
    [InlineData("?filter=waiting", "disk two")]
    [InlineData("?filter=late", "disk two")]
    [InlineData("?filter=refused", "Newest")]
    [InlineData("?filter=&sort=&query=&pageToken=", "Newest,disk two,Disk one")]
    public async Task Cases_AsAskedFor_AreListed(string asked, string titles)
    {
        await _store.PutAsync(Pair(1, "Disk one") with { ResolvedAt = A.Noon, NewContentAt = A.Noon });
        await _store.PutAsync(Pair(2, "disk two").With(Side.Google, side => side with { DirtySince = A.Noon, UpdatesSyncedAt = A.Noon }) with
        {
            NewContentAt = A.Noon.AddMinutes(1),
        });
        await _store.PutAsync(Pair(3, "Newest") with { NewContentAt = A.Noon.AddMinutes(2), BrokenReason = "Its counterpart is gone." });

        var page = await GetAsync($"/api/cases{asked}");

        Assert.Equal(titles, string.Join(",", page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("title").GetString())));
    }

    [Fact]
    public async Task Cases_PageByPage_AreAllThereOnce()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await _store.PutAsync(Pair(number, $"Case {number}"));
        }

        var (titles, token) = (new List<string?>(), "");
        do
        {
            var page = await GetAsync($"/api/cases?sort=title&pageSize=2&pageToken={Uri.EscapeDataString(token)}");
            titles.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
            token = page.GetProperty("nextPageToken").GetString() ?? "";
        }
        while (token.Length > 0);

        Assert.Equal(["Case 1", "Case 2", "Case 3", "Case 4", "Case 5"], titles);
    }

    [Fact]
    public async Task Case_WithItsLedger_IsATimelineAndSaysWhatComesNext()
    {
        var done = A.CommentItem(Side.Google, "7", ItemState.Done) with
        {
            SourceCreatedAt = A.Noon,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var refused = A.AttachmentItem(Side.Company, "a", ItemState.Refused) with { SourceCreatedAt = A.Noon.AddHours(-1), Reason = "It is too large." };
        await _store.PutAsync(
            Pair(1, "Disk full").With(Side.Google, side => side with { DirtySince = A.Noon, LastError = "Company answered 503." }), done, refused);
        var id = (await GetAsync("/api/cases")).GetProperty("items")[0].GetProperty("id").GetString();

        var found = await GetAsync($"/api/cases/{id}");

        Assert.Equal("Late", found.GetProperty("case").GetProperty("standing").GetString());
        Assert.Equal("Google's changes: the last try failed; the queue tries again within 10 minutes of it.", found.GetProperty("next").GetString());
        Assert.Equal(
            [("attachment", "Refused", "It is too large.", null), ("comment", "Done", null, "0af7651916cd43dd8448eb211c80319c")],
            found.GetProperty("timeline").EnumerateArray().Select(item => (
                item.GetProperty("kind").GetString(), item.GetProperty("state").GetString(), item.GetProperty("reason").GetString(),
                item.GetProperty("traceId").GetString())));
    }

    [Theory]
    [InlineData("/api/cases?filter=open", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?filter=1", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?sort=priority", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?pageSize=101", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?pageSize=1&pageSize=2", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?pageToken=none", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases?page=2", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/!", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/Z29vZ2xlOjE", HttpStatusCode.NotFound)] // google:1
    [InlineData("/api/overview?all=true", HttpStatusCode.BadRequest)]
    public async Task Request_ThatIsNotUnderstood_GetsProblemDetails(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(path, Cancel);

        await SyncerEndpointTests.AssertProblemAsync(answer, status);
    }

    public async ValueTask InitializeAsync() => await _store.TryCommitAsync(
        StoreCommit.Of(new StoreWrite.PutGlobal(A.Global with { Version = 0, GooglePolledAt = s_future, CompanyPolledAt = s_future })), Cancel);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _poller.DisposeAsync();
    }

    private static CaseMapping Pair(int number, string title) => A.Pair with
    {
        Id = $"google:500{number}",
        GoogleCaseName = GoogleCaseName.Parse($"projects/p/cases/500{number}"),
        CompanyCaseId = CompanyCaseId.Parse($"{number}"),
        Title = title,
    };

    private static CaseMapping Waiting(string id, DateTimeOffset since) => A.Pair with
    {
        Id = id,
        Google = new SideProgress { State = CaseState.Open, DirtySince = since, UpdatesSyncedAt = since },
        Version = 0,
    };

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(path, Cancel));
        return json.RootElement.Clone();
    }
}
