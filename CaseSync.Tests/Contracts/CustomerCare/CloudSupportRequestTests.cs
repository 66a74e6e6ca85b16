using System.Net;
using System.Text.Json.Nodes;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Google.CustomerCare;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.CustomerCare;

public sealed partial class CloudSupportRequestTests
{
    private static readonly GoogleCaseName s_case = GoogleCaseName.Parse("projects/shop/cases/51234");

    [Fact]
    public async Task Search_SinceAnInstant_AsksASecondEarlierWithAnOffset()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"cases":[{"name":"projects/shop/cases/1"}],"nextPageToken":"a/b+c"}"""),
            ScriptedSystem.Json("{}"));
        var since = new DateTimeOffset(2026, 11, 24, 12, 0, 0, 500, TimeSpan.FromHours(2));
        var pages = await Google(system).SearchUpdatedAsync(since, default).ToListAsync();
        const string Query = "query=update_time%3E%222026-11-24T09%3A59%3A59%2B00%3A00%22&pageSize=100";
        Assert.Equal(
            [
                $"GET /v2/organizations/1/cases:search?{Query}",
                $"GET /v2/organizations/1/cases:search?{Query}&pageToken=a%2Fb%2Bc",
            ],
            Checked(system));
        Assert.Equal([1, 0], pages.Select(page => page.Cases.Count));
    }

    [Fact]
    public async Task Search_WithoutAnInstant_AsksForEverything()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("{}"));
        await Google(system).SearchUpdatedAsync(null, default).ToListAsync();
        Assert.Equal(["GET /v2/organizations/1/cases:search?query=&pageSize=100"], Checked(system));
    }

    [Fact]
    public async Task Search_FindsOtherProjectsAndOddNames_KeepsOnlyWhatIsMirrored()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"cases":[{"name":"projects/shop/cases/1"},{"name":"projects/other/cases/2"},{"name":"projects/99/cases/3"},
            {"name":"organizations/1/cases/4"},{"name":"projects/made/cases/5"},{"name":"folders/1/cases/6"},{}]}
            """));
        var options = Options(projects: "projects/shop, projects/99,organizations/1");
        var pages = await Google(system, options).SearchUpdatedAsync(null, default).ToListAsync();
        Assert.Equal(["1", "3", "4", "5"], pages.Single().Cases.Select(found => ((GoogleCaseName)found.Ref).Number));
    }

    [Fact]
    public async Task Search_Answers_GivesTheSystemsOwnTime()
    {
        var answer = ScriptedSystem.Json("{}");
        answer.Headers.Date = ScriptedSystem.Start;
        var pages = await Google(new ScriptedSystem(answer)).SearchUpdatedAsync(null, default).ToListAsync();
        Assert.Equal(ScriptedSystem.Start, pages.Single().ServerTime);
    }

    [Fact]
    public async Task SearchText_OfAPhrase_QuotesIt()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"cases":[{"name":"projects/other/cases/2"}]}"""));
        var found = await Google(system).SearchTextAsync("Company Case: \"7\"", default).ToListAsync();
        Assert.Equal(
            ["GET /v2/organizations/1/cases:search?query=%22Company%20Case%3A%20%207%20%22&pageSize=100"],
            Checked(system));
        Assert.Single(found);
    }

    [Fact]
    public async Task FindCase_IsNotThere_IsNone()
    {
        var system = new ScriptedSystem(ScriptedSystem.GoogleError(HttpStatusCode.NotFound, "NOT_FOUND"));
        Assert.Null((await Google(system).FindCaseAsync(s_case, default)).Case);
        Assert.Equal(["GET /v2/projects/shop/cases/51234"], Checked(system));
    }

    [Fact]
    public async Task FindCase_SomethingElseAnswers404_IsNotTakenForAMissingCase()
    {
        var system = new ScriptedSystem(
            new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("<html>") });
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Google(system).FindCaseAsync(s_case, default));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
    }

    [Fact]
    public async Task CreateCase_IsMadeUnderTheCreateParentWithTheSettings()
    {
        const string Made = """{"name":"projects/made/cases/9","priority":"P1","state":"NEW"}""";
        var system = new ScriptedSystem(ScriptedSystem.Json(Made));
        var made = await Google(system).CreateCaseAsync(new NewCase("Title", "Text", Priority.P1, null), default);
        Assert.Equal(["POST /v2/projects/made/cases"], Checked(system));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"displayName":"Title","description":"Text","priority":"P1","classification":{"id":"C1"},
                "languageCode":"de","timeZone":"Europe/Berlin"}
                """),
            JsonNode.Parse(system.Requests.Single().Body!)));
        Assert.Equal(("projects/made/cases/9", Priority.P1), (made.Ref.Value, made.Priority));
    }

    [Fact]
    public async Task SetPriority_SendsTheMask()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("{}"));
        await Google(system).SetPriorityAsync(s_case, Priority.P0, default);
        Assert.Equal(["PATCH /v2/projects/shop/cases/51234?updateMask=priority"], Checked(system));
        Assert.Equal("""{"priority":"P0"}""", system.Requests.Single().Body);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "FAILED_PRECONDITION")]
    [InlineData(HttpStatusCode.BadRequest, "INVALID_ARGUMENT")]
    public async Task Close_IsRefusedForAClosedCase_IsDone(HttpStatusCode status, string code)
    {
        var system = new ScriptedSystem(
            ScriptedSystem.GoogleError(status, code), ScriptedSystem.Json("""{"state":"CLOSED"}"""));
        await Google(system).CloseCaseAsync(s_case, default);
        Assert.Equal(
            ["POST /v2/projects/shop/cases/51234:close", "GET /v2/projects/shop/cases/51234"], Checked(system));
        Assert.Equal("{}", system.Requests[0].Body);
    }

    [Fact]
    public async Task Close_IsRefusedForAnOpenCase_IsAFailure()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.GoogleError(HttpStatusCode.BadRequest, "FAILED_PRECONDITION"),
            ScriptedSystem.Json("""{"state":"NEW"}"""));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Google(system).CloseCaseAsync(s_case, default));
        Assert.Equal(RemoteFailure.Conflict, e.Failure);
    }

    [Fact]
    public async Task Comments_AreReadAHundredAtATime()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"comments":[{"name":"projects/shop/cases/51234/comments/3","createTime":"2026-11-24T10:00:00.123456789Z",
            "creator":{"displayName":"Ann","email":"a@x.test","username":"ann@x.test"},"body":"Hello"}]}
            """));
        var comment = Assert.Single(await Google(system).ReadCommentsAsync(s_case, default).ToListAsync());
        Assert.Equal(["GET /v2/projects/shop/cases/51234/comments?pageSize=100"], Checked(system));
        Assert.Equal(("3", "Hello", true), (comment.Id, comment.Body, comment.IsPublic));
        Assert.Equal(new Author("ann@x.test", "Ann"), comment.Author);
        Assert.Equal(ScriptedSystem.Start.AddTicks(1_234_567), comment.CreatedAt);
    }

    [Fact]
    public async Task Comments_OneHasNoId_IsNotDropped()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"comments":[{"body":"Hello"}]}"""));
        await Assert.ThrowsAsync<RemoteCallException>(async () =>
            await Google(system).ReadCommentsAsync(s_case, default).ToListAsync());
    }

    [Fact]
    public async Task AddComment_SaysWhatWasMadeAndByWhom()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"name":"projects/shop/cases/51234/comments/7","creator":{"username":"casesync@x.test"}}
            """));
        var receipt = await Google(system).AddCommentAsync(s_case, "Grüße \"an\" alle", default);
        Assert.Equal(["POST /v2/projects/shop/cases/51234/comments"], Checked(system));
        Assert.Equal("Grüße \"an\" alle", (string?)JsonNode.Parse(system.Requests.Single().Body!)!["body"]);
        Assert.Equal(new WriteReceipt("7", new Author("casesync@x.test", null)), receipt);
    }

    [Fact]
    public async Task Classification_IsOnALaterPage_IsFound()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"caseClassifications":[{"id":"C0"}],"nextPageToken":"t"}"""),
            ScriptedSystem.Json("""{"caseClassifications":[{"id":"C1","displayName":"Compute"}]}"""));
        Assert.Equal("Compute", await Google(system).FindClassificationAsync("C1", default));
        Assert.Equal(2, Checked(system).Count);
    }

    [Fact]
    public async Task Classification_IsNotOffered_IsNone() => Assert.Null(
        await Google(new ScriptedSystem(ScriptedSystem.Json("{}"))).FindClassificationAsync("C1", default));

    [Theory]
    [InlineData("casesync@x.test", "casesync@x.test")]
    [InlineData("", null)]
    public async Task OwnAccount_IsTheSetting(string setting, string? account)
    {
        var options = Options();
        options.Account = setting;
        Assert.Equal(account, await Google(new ScriptedSystem(), options).FindOwnAccountAsync(default));
    }

    private static CloudSupportClient Google(ScriptedSystem system, CustomerCareOptions? options = null) =>
        new(system.Api(), options ?? Options(), NullLogger<CloudSupportClient>.Instance);

    private static CustomerCareOptions Options(string projects = "*") => new()
    {
        Parent = "organizations/1",
        CreateParent = "projects/made",
        Projects = projects,
        ClassificationId = "C1",
        LanguageCode = "de",
        TimeZone = "Europe/Berlin",
    };

    // What was sent, after a look into the discovery document's list.
    private static List<string> Checked(ScriptedSystem system)
    {
        Assert.All(system.Requests, sent => Assert.NotEmpty(CloudSupportMethods.IdOf(sent.Method, sent.Target)));
        return [.. system.Targets];
    }
}
