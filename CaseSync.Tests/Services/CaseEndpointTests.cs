using System.Net;
using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Services;

public sealed partial class CaseEndpointTests : IAsyncLifetime
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
        await _store.PutAsync(
            Pair(2, "disk two").With(Side.Google, side =>
                side with { DirtySince = A.Noon, UpdatesSyncedAt = A.Noon }) with
            {
                NewContentAt = A.Noon.AddMinutes(1),
            });
        await _store.PutAsync(
            Pair(3, "Newest") with { NewContentAt = A.Noon.AddMinutes(2), BrokenReason = "Its counterpart is gone." });

        var page = await GetAsync($"/api/cases{asked}");

        Assert.Equal(
            titles,
            string.Join(
                ",", page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("title").GetString())));
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
            titles.AddRange(
                page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
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
        var refused = A.AttachmentItem(Side.Company, "a", ItemState.Refused)
            with
        { SourceCreatedAt = A.Noon.AddHours(-1), Reason = "It is too large." };
        await _store.PutAsync(
            Pair(1, "Disk full").With(
                Side.Google,
                side => side with { DirtySince = A.Noon, LastError = "Company answered 503." }), done, refused);
        var id = (await GetAsync("/api/cases")).GetProperty("items")[0].GetProperty("id").GetString();

        var found = await GetAsync($"/api/cases/{id}");

        Assert.Equal("Late", found.GetProperty("case").GetProperty("standing").GetString());
        Assert.Equal(
            "Google's changes: the last try failed; the queue tries again within 10 minutes of it.",
            found.GetProperty("next").GetString());
        Assert.Equal(
            [("attachment", "Refused", "It is too large.", null),
                ("comment", "Done", null, "0af7651916cd43dd8448eb211c80319c")],
            found.GetProperty("timeline").EnumerateArray().Select(item => (
                item.GetProperty("kind").GetString(), item.GetProperty("state").GetString(),
                item.GetProperty("reason").GetString(),
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
        StoreCommit.Of(
            new StoreWrite.PutGlobal(
                A.Global with { Version = 0, GooglePolledAt = s_future, CompanyPolledAt = s_future })), Cancel);

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
