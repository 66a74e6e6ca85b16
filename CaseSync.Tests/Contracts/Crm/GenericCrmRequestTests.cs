using System.Net;
using System.Text.Json.Nodes;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.Generic;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.Crm;

public sealed class GenericCrmRequestTests
{
    private static readonly CompanyCaseId s_case = CompanyCaseId.Parse("78");
    private static readonly GoogleCaseName s_name = GoogleCaseName.Parse("projects/shop/cases/51234");

    [Fact]
    public async Task Search_SinceAnInstant_AsksForFlaggedCasesOnly()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"items":[{"id":"1"},{"id":"two words"}],"nextPageToken":"t"}"""),
            ScriptedSystem.Json("""{"items":[],"nextPageToken":null}"""));
        var since = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(2));
        var pages = await Crm(system).SearchUpdatedAsync(since, default).ToListAsync();
        const string Query = "googleSync=true&updatedAfter=2026-11-24T10%3A00%3A00.0000000Z&pageSize=100";
        Assert.Equal([$"GET /api/cases?{Query}", $"GET /api/cases?{Query}&pageToken=t"], system.Targets);
        Assert.Equal(["1"], pages.SelectMany(page => page.Cases).Select(found => found.Ref.Value));
    }

    [Fact]
    public async Task FindByGoogleCaseName_AsksWhateverTheFlagAndKeepsExactMatches()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"items":[{"id":"1","googleCaseName":"projects/shop/cases/51234"},
            {"id":"2","googleCaseName":"projects/shop/cases/512345"}]}
            """));
        var found = await Crm(system).FindByGoogleCaseNameAsync(s_name, default).ToListAsync();
        Assert.Equal(["GET /api/cases?googleCaseName=projects%2Fshop%2Fcases%2F51234&pageSize=100"], system.Targets);
        Assert.Equal("1", found.Single().Ref.Value);
    }

    [Fact]
    public async Task CreateCase_SendsWhatTheGuideLists()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"id":"79"}""", HttpStatusCode.Created));
        var made = await Crm(system).CreateCaseAsync(new NewCase("Title", "Text", Priority.P0, s_name), default);
        Assert.Equal(["POST /api/cases"], system.Targets);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"summary":"Title","description":"Text","priority":0,"components":["Google Cloud"],
                "synchronizeWithGoogleCloudSupport":true,"googleCaseName":"projects/shop/cases/51234"}
                """),
            JsonNode.Parse(system.Requests.Single().Body!)));
        Assert.Equal("79", made.Ref.Value);
    }

    [Fact]
    public async Task Changes_AreSentFieldByField()
    {
        var system = new ScriptedSystem(_ => ScriptedSystem.Json("{}"));
        var crm = Crm(system);
        await crm.SetPriorityAsync(s_case, Priority.P4, default);
        await crm.SetGoogleCaseNameAsync(s_case, s_name, default);
        await crm.ReopenCaseAsync(s_case, default);
        await crm.CloseCaseAsync(s_case, default);
        Assert.Equal(
            ["PATCH /api/cases/78", "PATCH /api/cases/78", "PATCH /api/cases/78", "POST /api/cases/78:close"],
            system.Targets);
        Assert.Equal(
            ["""{"priority":4}""", """{"googleCaseName":"projects/shop/cases/51234"}""", """{"status":"Open"}""", null],
            system.Requests.Select(sent => sent.Body));
    }

    [Theory]
    [InlineData(null, "Public")]
    [InlineData(MirrorVisibility.Public, "Public")]
    [InlineData(MirrorVisibility.Internal, "Internal")]
    public async Task Mirrors_AreWrittenWithTheSettingsVisibility(MirrorVisibility? setting, string visibility)
    {
        const string Made = """{"id":"c1","author":{"id":"casesync","displayName":"CaseSync"}}""";
        var system = new ScriptedSystem(_ => ScriptedSystem.Json(Made));
        var crm = Crm(system, setting);
        using var content = new MemoryStream("bytes"u8.ToArray());
        var receipt = await crm.AddCommentAsync(s_case, "Hello", default);
        await crm.AddAttachmentAsync(s_case, new NewAttachment("a&b.txt", null, 5), content, default);
        Assert.Equal(
            [
                "POST /api/cases/78/comments",
                $"POST /api/cases/78/attachments?filename=a%26b.txt&visibility={visibility}",
            ],
            system.Targets);
        Assert.Equal($$"""{"body":"Hello","visibility":"{{visibility}}"}""", system.Requests[0].Body);
        Assert.Equal(new WriteReceipt("c1", new Author("casesync", "CaseSync")), receipt);
    }

    [Fact]
    public async Task Comments_WithoutAVisibility_ArePrivate()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"items":[{"id":"1","createTime":"2026-11-24T10:00:00Z","visibility":"Public"},
            {"id":"2","createTime":"2026-11-24T10:00:00Z","visibility":"Internal"},
            {"id":"3","createTime":"2026-11-24T10:00:00Z"}]}
            """));
        var read = await Crm(system).ReadCommentsAsync(s_case, default).ToListAsync();
        Assert.Equal(["GET /api/cases/78/comments?pageSize=50"], system.Targets);
        Assert.Equal([true, false, false], read.Select(comment => comment.IsPublic));
    }

    [Fact]
    public async Task Attachments_WithoutAVisibility_ArePrivate()
    {
        const string Page = """{"items":[{"id":"1","createTime":"2026-11-24T10:00:00Z"}]}""";
        var system = new ScriptedSystem(ScriptedSystem.Json(Page));
        Assert.False((await Crm(system).ReadAttachmentsAsync(s_case, default).SingleAsync()).IsPublic);
        Assert.Equal(["GET /api/cases/78/attachments?pageSize=50"], system.Targets);
    }

    [Fact]
    public async Task Attachment_IsDownloadedByItsId()
    {
        var system = new ScriptedSystem(new HttpResponseMessage { Content = new StringContent("bytes") });
        var file = new Attachment("a/1", "log.txt", null, 5, Author.Unknown, ScriptedSystem.Start);
        await using var bytes = await Crm(system).OpenAttachmentAsync(s_case, file, default);
        Assert.Equal(["GET /api/cases/78/attachments/a%2F1/content"], system.Targets);
    }

    [Theory]
    [InlineData("""{"id":"78"}""", false)]
    [InlineData("""{"id":"78","synchronizeWithGoogleCloudSupport":false}""", false)]
    [InlineData("""{"id":"78","synchronizeWithGoogleCloudSupport":true}""", true)]
    public async Task Flag_NotSet_IsNoWishToSynchronize(string json, bool isSyncRequested) =>
        Assert.Equal(isSyncRequested, (await ReadCaseAsync(json)).IsSyncRequested);

    [Theory]
    [InlineData(0, Priority.P0)]
    [InlineData(4, Priority.P4)]
    [InlineData(5, null)]
    [InlineData(-1, null)]
    public async Task Priority_OutOfRange_IsNone(int wire, Priority? priority) =>
        Assert.Equal(priority, (await ReadCaseAsync($$"""{"priority":{{wire}}}""")).Priority);

    [Fact]
    public async Task Case_IsNotThere_IsNone()
    {
        const string Problem = """{"type":"about:blank","title":"Not Found","status":404}""";
        var system = new ScriptedSystem(ScriptedSystem.Json(Problem, HttpStatusCode.NotFound));
        Assert.Null((await Crm(system).FindCaseAsync(s_case, default)).Case);
    }

    [Fact]
    public async Task OwnAccount_IsAskedOnce()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"id":"casesync","displayName":"CaseSync"}"""));
        var crm = Crm(system);
        Assert.Equal("casesync", await crm.FindOwnAccountAsync(default));
        Assert.Equal("casesync", await crm.FindOwnAccountAsync(default));
        Assert.Equal(["GET /api/me"], system.Targets);
    }

    private static async Task<SupportCase> ReadCaseAsync(string json) =>
        (await Crm(new ScriptedSystem(ScriptedSystem.Json(json))).FindCaseAsync(s_case, default)).Case!;

    private static GenericCrm Crm(ScriptedSystem system, MirrorVisibility? visibility = null) =>
        new(system.Api("company"), new CrmOptions { MirrorVisibility = visibility }, NullLogger<GenericCrm>.Instance);
}
