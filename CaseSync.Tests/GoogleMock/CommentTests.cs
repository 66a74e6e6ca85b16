using System.Text.Json;

namespace CaseSync.Tests.GoogleMock;

public sealed class CommentTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task Create_Body_AnswersCommentAndMovesTheCase()
    {
        var name = await _google.OpenCaseAsync();
        _google.Clock.Advance(TimeSpan.FromMilliseconds(1500));

        var answer = await CommentAsync(_google, name, "Hello", by: "bob@example.com");

        Assert.Equal(
            $$"""
            {"name":"{{name}}/comments/1","createTime":"2026-03-01T12:00:01.500000Z",
            "creator":{"displayName":"Bob","email":"bob@example.com","username":"bob@example.com"},
            "body":"Hello","plainTextBody":"Hello"}
            """.ReplaceLineEndings(""),
            answer.Body.GetRawText());
        var seen = await _google.SendAsync("GET", $"/v2/{name}");
        Assert.Equal("2026-03-01T12:00:01.500000Z", seen.Text("updateTime"));
        Assert.Equal("NEW", seen.Text("state"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"body":""}""")]
    [InlineData("""{"body":null}""")]
    [InlineData("""{"body":5}""")]
    [InlineData("""{"body":"x","visibility":"INTERNAL"}""")]
    [InlineData("""{"body":"x","name":"n"}""")]
    [InlineData("""{"body":"x","createTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"body":"x","creator":{"displayName":"n"}}""")]
    [InlineData("""{"body":"x","plainTextBody":"x"}""")]
    public async Task Create_NotAllowed_IsRefused(string body)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.SendAsync("POST", $"/v2/{name}/comments", body)).ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Case(name).Comments);
    }

    [Fact]
    public async Task Create_BodyAtTheLimit_IsCountedInUtf16Units()
    {
        var name = await shared.Google.OpenCaseAsync();
        Assert.Equal(200, (await CommentAsync(shared.Google, name, new string('x', 12_800))).Status);
        Assert.Equal(
            200, (await CommentAsync(shared.Google, name, string.Concat(Enumerable.Repeat("😀", 6_400)))).Status);
        (await CommentAsync(shared.Google, name, new string('x', 12_801))).ShouldFail(400, "INVALID_ARGUMENT");
        (await CommentAsync(shared.Google, name, string.Concat(Enumerable.Repeat("😀", 6_400)) + "x"))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Create_OnClosedCase_IsTakenAndLeavesItClosed()
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("POST", $"/v2/{name}:close", "{}");

        Assert.Equal(200, (await CommentAsync(_google, name, "late")).Status);

        Assert.Equal("CLOSED", (await _google.SendAsync("GET", $"/v2/{name}")).Text("state"));
    }

    [Fact]
    public async Task Create_FirstByGoogle_PutsTheCaseInProgress()
    {
        var name = await _google.OpenCaseAsync();
        await CommentAsync(_google, name, "We look", by: "agent@google.com");
        Assert.Equal("IN_PROGRESS_GOOGLE_SUPPORT", (await _google.SendAsync("GET", $"/v2/{name}")).Text("state"));
    }

    [Fact]
    public async Task Ids_AcrossCasesAndAttachments_AreOneCounter()
    {
        var (a, b) = (await _google.OpenCaseAsync(), await _google.OpenCaseAsync());
        Assert.EndsWith("/comments/1", (await CommentAsync(_google, a, "x")).Text("name"), StringComparison.Ordinal);
        Assert.EndsWith("/comments/2", (await CommentAsync(_google, b, "x")).Text("name"), StringComparison.Ordinal);
        var upload = await _google.SendAsync("POST", $"/upload/v2/{a}/attachments?attachment.filename=f", "{}");
        Assert.EndsWith("/attachments/3", upload.Text("name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_NoComments_AnswersEmptyObject()
    {
        var name = await shared.Google.OpenCaseAsync();
        Assert.Equal("{}", (await shared.Google.SendAsync("GET", $"/v2/{name}/comments")).Body.GetRawText());
    }

    [Fact]
    public async Task List_WithoutPageSize_GivesTenNewestFirst()
    {
        var name = await CommentedCaseAsync(_google, 11);

        var page = await _google.SendAsync("GET", $"/v2/{name}/comments");

        Assert.Equal(Enumerable.Range(2, 10).Reverse().Select(n => $"c{n}"), page.List("comments").Select(Body));
        Assert.NotNull(page.Find("nextPageToken"));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 3)]
    [InlineData(7, 1)]
    [InlineData(100, 1)]
    public async Task List_AllPages_GivesEachCommentOnce(int size, int pages)
    {
        var name = await CommentedCaseAsync(_google, 7);
        var (items, count) = await _google.AllPagesAsync($"/v2/{name}/comments?pageSize={size}", "comments");
        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(n => $"c{n}"), items.Select(Body));
        Assert.Equal(pages, count);
    }

    [Fact]
    public async Task List_CommentArrivesBetweenPages_ShiftsNothing()
    {
        var name = await CommentedCaseAsync(_google, 4);
        var first = await _google.SendAsync("GET", $"/v2/{name}/comments?pageSize=2");
        await CommentAsync(_google, name, "c5");

        var second = await _google.SendAsync(
            "GET", $"/v2/{name}/comments?pageSize=2&pageToken={first.Text("nextPageToken")}");

        Assert.Equal(["c2", "c1"], second.List("comments").Select(Body));
    }

    [Theory]
    [InlineData("pageSize=101")]
    [InlineData("pageSize=-1")]
    [InlineData("pageSize=ten")]
    [InlineData("pageSize=1.5")]
    [InlineData("pageSize=99999999999")]
    [InlineData("pageToken=forged")]
    [InlineData("pageToken=%21%21")]
    [InlineData("orderBy=createTime")]
    public async Task List_BadParameter_IsRefused(string query)
    {
        var name = await CommentedCaseAsync(shared.Google, 1);
        (await shared.Google.SendAsync("GET", $"/v2/{name}/comments?{query}")).ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task List_TokenOfAnotherCase_IsRefused()
    {
        var (a, b) = (await CommentedCaseAsync(shared.Google, 2), await CommentedCaseAsync(shared.Google, 2));
        var token = (await shared.Google.SendAsync("GET", $"/v2/{a}/comments?pageSize=1")).Text("nextPageToken");
        (await shared.Google.SendAsync("GET", $"/v2/{b}/comments?pageSize=1&pageToken={token}"))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    private static string? Body(JsonElement comment) => comment.GetProperty("body").GetString();

    private static async Task<string> CommentedCaseAsync(MockGoogle google, int comments)
    {
        var name = await google.OpenCaseAsync();
        for (var n = 1; n <= comments; n++)
        {
            await CommentAsync(google, name, $"c{n}");
        }
        return name;
    }

    private static Task<Answer> CommentAsync(MockGoogle google, string name, string body, string? by = null) =>
        google.SendAsync("POST", $"/v2/{name}/comments",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["body"] = body }), by);
}
