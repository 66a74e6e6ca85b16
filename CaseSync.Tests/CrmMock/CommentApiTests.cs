using System.Net;
using System.Text.Json;

namespace CaseSync.Tests.CrmMock;

public sealed class CommentApiTests
{
    [Theory]
    [InlineData("""{"body":"Hello"}""", "Public")]
    [InlineData("""{"body":"Hello","visibility":"Public"}""", "Public")]
    [InlineData("""{"body":"Hello","visibility":"Internal"}""", "Internal")]
    public async Task Comment_Added_ShowsWhoWhenAndForWhom(string json, string visibility)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        var added = await crm.SendAsync("POST", $"/api/cases/{id}/comments", json, token: "bob");

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("Hello", added.Text("body"));
        Assert.Equal(visibility, added.Text("visibility"));
        Assert.Equal("Bob", added.Body["author"]!["displayName"]!.GetValue<string>());
        Assert.Equal("2025-03-01T10:01:00.123Z", added.Text("createTime"));
        Assert.Equal("2025-03-01T10:01:00.123Z", (await crm.GetAsync($"/api/cases/{id}")).Text("updateTime"));
        Assert.Equal([added.Text("id")], (await crm.GetAsync($"/api/cases/{id}/comments")).Texts("id"));
    }

    [Theory]
    [InlineData(0, new int[] { 0 })]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 2 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(4, new[] { 3, 1 })]
    [InlineData(9, new[] { 3, 3, 3 })]
    public async Task ListComments_Pages_ShowEachOnceNewestFirst(int comments, int[] pageSizes)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < comments; i++)
        {
            var added = await crm.SendAsync("POST", $"/api/cases/{id}/comments", $$"""{"body":"{{i}}"}""");
            ids.Insert(0, added.Text("id"));
        }

        var pages = await CaseListTests.ReadPagesAsync(crm, $"/api/cases/{id}/comments?pageSize=3");

        Assert.Equal(pageSizes, pages.Select(page => page.Length));
        Assert.Equal(ids, pages.SelectMany(page => page));
    }

    [Fact]
    public async Task ListComments_OneArrivesBetweenPages_RepeatsAndMissesNone()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        string[] ids = [await AddAsync(crm, id), await AddAsync(crm, id), await AddAsync(crm, id)];
        var first = await crm.GetAsync($"/api/cases/{id}/comments?pageSize=2");
        await AddAsync(crm, id);

        var second = await crm.GetAsync($"/api/cases/{id}/comments?pageSize=2&pageToken={first.NextPageToken}");

        Assert.Equal([ids[2], ids[1]], first.Texts("id"));
        Assert.Equal([ids[0]], second.Texts("id"));
    }

    [Fact]
    public async Task Comments_InOneMillisecond_HaveTimesInTheirOrder()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        await AddAsync(crm, id);
        await AddAsync(crm, id);

        var times = (await crm.GetAsync($"/api/cases/{id}/comments")).Texts("createTime");

        Assert.Equal(["2025-03-01T10:00:00.125Z", "2025-03-01T10:00:00.124Z"], times);
    }

    [Theory]
    [InlineData(1, HttpStatusCode.Created)]
    [InlineData(100_000, HttpStatusCode.Created)]
    [InlineData(100_001, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task Comment_Length_IsBounded(int characters, HttpStatusCode expected)
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        var answer = await crm.SendAsync(
            "POST", $"/api/cases/{id}/comments", JsonSerializer.Serialize(new { body = new string('é', characters) }));

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task ClosedCase_CommentsAndFiles_AreTaken()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        await crm.SendAsync("POST", $"/api/cases/{id}:close");

        var comment = await crm.SendAsync("POST", $"/api/cases/{id}/comments", """{"body":"After all"}""");
        var file = await crm.SendAsync("POST", $"/api/cases/{id}/attachments?filename=a", new ByteArrayContent([1]));

        Assert.Equal(HttpStatusCode.Created, comment.Status);
        Assert.Equal(HttpStatusCode.Created, file.Status);
        Assert.Equal("Closed", (await crm.GetAsync($"/api/cases/{id}")).Text("status"));
    }

    private static async Task<string> AddAsync(CrmMockHost crm, string id) =>
        (await crm.SendAsync("POST", $"/api/cases/{id}/comments", """{"body":"x"}""")).Text("id");
}
