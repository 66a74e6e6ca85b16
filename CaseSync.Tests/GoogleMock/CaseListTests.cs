using System.Text.Json;

namespace CaseSync.Tests.GoogleMock;

public sealed class CaseListTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task Get_ByProjectNumberOrId_IsOneCaseNamedAsAsked()
    {
        var name = await _google.OpenCaseAsync();
        var number = name.Split('/')[^1];
        await _google.SendAsync("POST", $"/v2/projects/4711/cases/{number}/comments", """{"body":"x"}""");

        Assert.Equal($"projects/4711/cases/{number}",
            (await _google.SendAsync("GET", $"/v2/projects/4711/cases/{number}")).Text("name"));
        Assert.Equal(name, (await _google.SendAsync("GET", $"/v2/{name}")).Text("name"));
        var comment = Assert.Single((await _google.SendAsync("GET", $"/v2/{name}/comments")).List("comments"));
        Assert.Equal($"{name}/comments/1", comment.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Get_UnderAnotherParent_IsNotFound()
    {
        var number = (await _google.OpenCaseAsync()).Split('/')[^1];
        (await _google.SendAsync("GET", $"/v2/organizations/123/cases/{number}")).ShouldFail(404, "NOT_FOUND");
        (await _google.SendAsync("GET", $"/v2/projects/other-one/cases/{number}")).ShouldFail(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Project_NotInTheTable_GetsOneDerivedNumber()
    {
        var name = await _google.OpenCaseAsync(parent: "projects/another-project");
        var projects = new CaseSync.GoogleMock.CustomerCare.Projects();
        var number = projects.NumberOf("another-project");

        var list = await _google.SendAsync("GET", $"/v2/projects/{number}/cases");

        Assert.Matches("^[1-9][0-9]{11}$", number);
        Assert.Equal(
            name.Replace("another-project", number, StringComparison.Ordinal),
            Assert.Single(list.List("cases")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task List_Organization_GivesDirectChildrenOnly()
    {
        await _google.OpenCaseAsync("in project");
        var direct = await _google.OpenCaseAsync("direct", parent: "organizations/123");
        Assert.Equal([direct], await NamesAsync(_google, "/v2/organizations/123/cases"));
    }

    [Fact]
    public async Task Search_Organization_CoversProjectsUnderTheirIds()
    {
        var ofProject = await _google.OpenCaseAsync("a", parent: "projects/4711");
        _google.Clock.Advance(TimeSpan.FromSeconds(1));
        var direct = await _google.OpenCaseAsync("b", parent: "organizations/123");
        _google.Clock.Advance(TimeSpan.FromSeconds(1));
        var foreign = await _google.OpenCaseAsync("c", parent: "organizations/999");

        Assert.Equal(
            [direct, ofProject.Replace("4711", "casesync-demo", StringComparison.Ordinal)],
            await NamesAsync(_google, "/v2/organizations/123/cases:search"));
        Assert.Equal([foreign], await NamesAsync(_google, "/v2/organizations/999/cases:search"));
    }

    [Fact]
    public async Task Search_ByProjectNumber_AnswersInThatForm()
    {
        var name = await _google.OpenCaseAsync();
        Assert.Equal(
            [name.Replace("casesync-demo", "4711", StringComparison.Ordinal)],
            await NamesAsync(_google, "/v2/projects/4711/cases:search"));
    }

    [Theory]
    [InlineData("?filter=&pageSize=&pageToken=&alt=")]
    [InlineData(":search?query=&pageSize=&pageToken=&alt=")]
    public async Task List_EmptyParameter_CountsAsAbsent(string tail)
    {
        var name = await _google.OpenCaseAsync();
        Assert.Equal([name], await NamesAsync(_google, MockGoogle.Cases + tail));
    }

    [Fact]
    public async Task List_NoCases_AnswersEmptyObject() =>
        Assert.Equal("{}", (await _google.SendAsync("GET", MockGoogle.Cases)).Body.GetRawText());

    [Theory]
    [InlineData("")]
    [InlineData(":search")]
    public async Task List_LatestUpdateFirst_TenByDefault(string method)
    {
        var names = await OpenCasesAsync(_google, 12);
        _google.Clock.Advance(TimeSpan.FromSeconds(1));
        await _google.SendAsync("POST", $"/v2/{names[0]}/comments", """{"body":"x"}""");

        var page = await _google.SendAsync("GET", MockGoogle.Cases + method);

        Assert.Equal([names[0], .. names.Skip(3).Reverse()], page.List("cases").Select(Name));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(100, 1)]
    [InlineData(0, 1)]
    public async Task Search_AllPages_GivesEachCaseOnce(int size, int pages)
    {
        var names = await OpenCasesAsync(_google, 5);
        var (items, count) = await _google.AllPagesAsync($"{MockGoogle.Cases}:search?pageSize={size}", "cases");
        Assert.Equal(names.AsEnumerable().Reverse(), items.Select(Name));
        Assert.Equal(pages, count);
    }

    [Fact]
    public async Task Search_CasesUpdatedAtTheSameInstant_AreNotLostBetweenPages()
    {
        for (var n = 0; n < 5; n++)
        {
            await _google.OpenCaseAsync();
        }
        var (items, _) = await _google.AllPagesAsync($"{MockGoogle.Cases}:search?pageSize=2", "cases");
        Assert.Equal(5, items.Select(Name).Distinct().Count());
    }

    [Fact]
    public async Task Search_TokenOfAnotherQueryOrParent_IsRefused()
    {
        await OpenCasesAsync(_google, 3);
        var token = (await _google.SendAsync("GET", $"{MockGoogle.Cases}:search?pageSize=1&query=state=OPEN"))
            .Text("nextPageToken");
        var rest = $"&pageSize=1&pageToken={token}";

        Assert.Equal(200, (await _google.SendAsync("GET", $"{MockGoogle.Cases}:search?query=state=OPEN{rest}")).Status);
        Assert.Equal(
            200, (await _google.SendAsync("GET", $"/v2/projects/4711/cases:search?query=state=OPEN{rest}")).Status);
        (await _google.SendAsync("GET", $"{MockGoogle.Cases}:search?query={rest}")).ShouldFail(400, "INVALID_ARGUMENT");
        (await _google.SendAsync("GET", $"{MockGoogle.Cases}?filter=state=OPEN{rest}"))
            .ShouldFail(400, "INVALID_ARGUMENT");
        (await _google.SendAsync("GET", $"/v2/organizations/123/cases:search?query=state=OPEN{rest}"))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Theory]
    [InlineData("pageSize=101")]
    [InlineData("pageSize=-5")]
    [InlineData("pageSize=x")]
    [InlineData("pageToken=AAAA")]
    [InlineData("orderBy=update_time")]
    public async Task ListAndSearch_BadParameter_IsRefused(string query)
    {
        (await shared.Google.SendAsync("GET", $"{MockGoogle.Cases}?{query}")).ShouldFail(400, "INVALID_ARGUMENT");
        (await shared.Google.SendAsync("GET", $"{MockGoogle.Cases}:search?{query}"))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task ListAndSearch_EachOthersParameter_IsRefused()
    {
        (await shared.Google.SendAsync("GET", $"{MockGoogle.Cases}?query=state=OPEN"))
            .ShouldFail(400, "INVALID_ARGUMENT");
        (await shared.Google.SendAsync("GET", $"{MockGoogle.Cases}:search?filter=state=OPEN"))
            .ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData("?query=display_name:\"*Compute Engine*\"", 1)]
    [InlineData("?query=display_name:\"*compute*\"", 2)]
    [InlineData("?query=display_name:\"Billing > Invoices\"", 1)]
    [InlineData("?query=display_name:\"Technical*\"", 5)]
    [InlineData("?query=display_name:\"*Engine\"", 2)]
    [InlineData("?query=display_name:\"Compute\"", 0)]
    public async Task Classifications_ByDisplayName_AreFound(string query, int found)
    {
        var answer = await shared.Google.SendAsync("GET", $"/v2/caseClassifications:search{query}");
        Assert.Equal(200, answer.Status);
        Assert.Equal(found, answer.List("caseClassifications").Count);
    }

    [Fact]
    public async Task Classifications_AllPages_GiveEachOnce()
    {
        var (items, pages) = await shared.Google.AllPagesAsync(
            "/v2/caseClassifications:search?pageSize=4", "caseClassifications");
        Assert.Equal(6, items.Select(one => one.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(2, pages);
    }

    [Theory]
    [InlineData("query=compute")]
    [InlineData("query=display_name:\"")]
    [InlineData("pageSize=101")]
    [InlineData("pageToken=x")]
    public async Task Classifications_BadParameter_IsRefused(string query) =>
        (await shared.Google.SendAsync("GET", $"/v2/caseClassifications:search?{query}"))
            .ShouldFail(400, "INVALID_ARGUMENT");

    private static string? Name(JsonElement one) => one.GetProperty("name").GetString();

    private static async Task<List<string?>> NamesAsync(MockGoogle google, string path) =>
        [.. (await google.SendAsync("GET", path)).List("cases").Select(Name)];

    private static async Task<List<string>> OpenCasesAsync(MockGoogle google, int count)
    {
        var names = new List<string>();
        for (var n = 0; n < count; n++)
        {
            names.Add(await google.OpenCaseAsync($"case {n}"));
            google.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        return names;
    }
}
