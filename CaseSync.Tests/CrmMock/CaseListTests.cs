using System.Net;

namespace CaseSync.Tests.CrmMock;

public sealed class CaseListTests
{
    [Theory]
    [InlineData(0, new int[] { 0 })]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(4, new[] { 4 })]
    [InlineData(5, new[] { 4, 1 })]
    [InlineData(12, new[] { 4, 4, 4 })]
    public async Task List_Pages_ShowEachCaseOnceOldestChangeFirst(int cases, int[] pageSizes)
    {
        await using var crm = new CrmMockHost();
        var ids = new List<string>();
        for (var i = 0; i < cases; i++)
        {
            ids.Add(await crm.OpenAsync());
            // Every other pair shares an instant: the order must hold, and no case may fall between two pages.
            crm.Clock.Advance(TimeSpan.FromMilliseconds(i % 2));
        }

        var pages = await ReadPagesAsync(crm, "/api/cases?pageSize=4");

        Assert.Equal(pageSizes, pages.Select(page => page.Length));
        Assert.Equal(ids, pages.SelectMany(page => page));
    }

    [Fact]
    public async Task List_NoPageSize_ShowsFifty()
    {
        await using var crm = new CrmMockHost();
        for (var i = 0; i < 51; i++)
        {
            await crm.OpenAsync();
        }

        Assert.Equal(50, (await crm.GetAsync("/api/cases")).Items.Count);
        Assert.Equal(51, (await crm.GetAsync("/api/cases?pageSize=100")).Items.Count);
    }

    [Fact]
    public async Task List_CaseChangedBetweenPages_ShowsAgainAtTheEnd()
    {
        await using var crm = new CrmMockHost();
        string[] ids = [await crm.OpenAsync(), await crm.OpenAsync(), await crm.OpenAsync()];
        var first = await crm.GetAsync("/api/cases?pageSize=1");
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.SendAsync("PATCH", $"/api/cases/{ids[0]}", """{"priority":0}""");

        var rest = await crm.GetAsync($"/api/cases?pageSize=100&pageToken={first.NextPageToken}");

        Assert.Equal([ids[1], ids[2], ids[0]], rest.Texts("id"));
    }

    [Fact]
    public async Task List_UpdatedAfter_IsExclusive()
    {
        await using var crm = new CrmMockHost();
        await crm.OpenAsync();
        crm.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = await crm.OpenAsync();

        Assert.Equal([later], (await crm.GetAsync("/api/cases?updatedAfter=2025-03-01T10:00:00.123Z")).Texts("id"));
        Assert.Equal(
            [later], (await crm.GetAsync("/api/cases?updatedAfter=2025-03-01T11:00:00.123%2B01:00")).Texts("id"));
        Assert.Equal(2, (await crm.GetAsync("/api/cases?updatedAfter=2025-03-01T10:00:00.122999999Z")).Items.Count);
        Assert.Empty((await crm.GetAsync("/api/cases?updatedAfter=2025-03-01T10:00:00.124Z")).Items);
    }

    [Fact]
    public async Task List_Filters_ShowOnlyWhatMatchesAll()
    {
        await using var crm = new CrmMockHost();
        var plain = await crm.OpenAsync();
        var named = await crm.OpenAsync(""","googleCaseName":"projects/p/cases/78" """);
        var both = await crm.OpenAsync(
            ""","googleCaseName":"projects/p/cases/78","synchronizeWithGoogleCloudSupport":true""");
        var other = await crm.OpenAsync(
            ""","googleCaseName":"projects/p/cases/789","synchronizeWithGoogleCloudSupport":true""");
        const string Named = "googleCaseName=projects%2Fp%2Fcases%2F78";

        Assert.Equal([both, other], (await crm.GetAsync("/api/cases?googleSync=true")).Texts("id"));
        Assert.Equal([plain, named], (await crm.GetAsync("/api/cases?googleSync=false")).Texts("id"));
        Assert.Equal([named, both], (await crm.GetAsync($"/api/cases?{Named}")).Texts("id"));
        Assert.Equal([both], (await crm.GetAsync($"/api/cases?{Named}&googleSync=true")).Texts("id"));
    }

    [Theory]
    [InlineData("pageToken=")]
    [InlineData("pageSize=")]
    [InlineData("updatedAfter=")]
    [InlineData("googleSync=")]
    [InlineData("googleCaseName=")]
    [InlineData("updatedAfter=&googleSync=&googleCaseName=&pageSize=&pageToken=")]
    public async Task List_EmptyParameter_CountsAsAbsent(string query)
    {
        await using var crm = new CrmMockHost();
        string[] ids = [await crm.OpenAsync(), await crm.OpenAsync(""","googleCaseName":"projects/p/cases/78" """)];

        Assert.Equal(ids, (await crm.GetAsync($"/api/cases?{query}")).Texts("id"));
    }

    [Theory]
    [InlineData("/api/cases?googleSync=false&pageToken=")]
    [InlineData("/api/cases?updatedAfter=2025-01-01T00:00:00Z&pageToken=")]
    [InlineData("/api/cases?pageToken=A")]
    [InlineData("/api/cases?pageToken=!")]
    public async Task List_TokenOfAnotherQuery_IsRefused(string path)
    {
        await using var crm = new CrmMockHost();
        await crm.OpenAsync();
        await crm.OpenAsync();
        var first = await crm.GetAsync("/api/cases?pageSize=1");

        Assert.Equal(HttpStatusCode.BadRequest, (await crm.GetAsync(path + first.NextPageToken)).Status);
    }

    [Fact]
    public async Task ListComments_TokenOfAnotherCase_IsRefused()
    {
        await using var crm = new CrmMockHost();
        string[] ids = [await crm.OpenAsync(), await crm.OpenAsync()];
        foreach (var id in ids.Concat(ids))
        {
            await crm.SendAsync("POST", $"/api/cases/{id}/comments", """{"body":"x"}""");
        }

        var token = (await crm.GetAsync($"/api/cases/{ids[0]}/comments?pageSize=1")).NextPageToken;

        Assert.NotNull(token);
        foreach (var path in new[] { $"/api/cases/{ids[1]}/comments", $"/api/cases/{ids[0]}/attachments" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await crm.GetAsync($"{path}?pageToken={token}")).Status);
        }
    }

    internal static async Task<List<string[]>> ReadPagesAsync(CrmMockHost crm, string path)
    {
        var pages = new List<string[]>();
        for (string? token = "first"; token is not null;)
        {
            var page = await crm.GetAsync(token == "first" ? path : $"{path}&pageToken={token}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            pages.Add(page.Texts("id"));
            token = page.NextPageToken;
        }

        return pages;
    }
}
