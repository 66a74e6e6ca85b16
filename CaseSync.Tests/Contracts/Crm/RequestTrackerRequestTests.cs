using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.RequestTracker;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.Crm;

public sealed class RequestTrackerRequestTests
{
    private const string Nothing = """{"count":0,"total":0,"items":[]}""";

    private static readonly CompanyCaseId s_ticket = CompanyCaseId.Parse("4");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_AsksForSoManySecondsByTheServersClock()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json(Nothing));
        await Crm(system).SearchUpdatedAsync(ScriptedSystem.Start.AddMinutes(-10), Cancel).ToListAsync(Cancel);
        var query = Uri.EscapeDataString(
            "Queue = 'Support' AND 'CF.{SynchronizeWithGoogleCloudSupport}' = 'true' "
                + "AND LastUpdated >= '-605 seconds' AND id > 0");
        Assert.Equal(
            [
                $"GET /tickets?query={query}&orderby=id&order=ASC&per_page=100&page=1"
                    + "&fields=Subject,Status,Priority,Created,LastUpdated,Creator,CustomFields",
            ],
            system.Targets);
    }

    [Fact]
    public async Task Search_ServersClockIsAhead_AsksAgainForMore()
    {
        var system = new ScriptedSystem(_ => At(ScriptedSystem.Start.AddHours(2), Nothing));
        var pages = await Crm(system).SearchUpdatedAsync(ScriptedSystem.Start.AddHours(1), Cancel).ToListAsync(Cancel);
        Assert.Equal(["5", "3605"], system.Requests.Select(sent => Between(sent.Target, "%3D%20%27-", "%20sec")));
        Assert.Single(pages);
    }

    [Fact]
    public async Task Search_PageOfRowsThatWeMayNotSee_IsNotTheEnd()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"count":1,"total":250,"items":[{"id":"17"}]}"""),
            ScriptedSystem.Json("""{"count":0,"total":249,"items":[]}"""),
            ScriptedSystem.Json("""{"count":1,"total":249,"items":[{"id":"140"}]}"""),
            ScriptedSystem.Json("""{"count":1,"total":60,"items":[{"id":"170"}]}"""));
        var pages = await Crm(system).SearchUpdatedAsync(null, Cancel).ToListAsync(Cancel);
        Assert.Equal(["17", "140", "170"], pages.SelectMany(page => page.Cases).Select(found => found.Ref.Value));
        Assert.Equal(
            ["0 page 1", "17 page 1", "17 page 2", "140 page 1"],
            system.Requests.Select(sent =>
                $"{Between(sent.Target, "id%20%3E%20", "&")} page {Between(sent.Target, "&page=", "&")}"));
    }

    [Theory]
    [InlineData("""{"id":5,"Status":"open"}""")] // Merged into another.
    [InlineData("""{"id":4,"Status":"deleted"}""")]
    public async Task Ticket_MergedOrDeleted_IsGone(string ticket)
    {
        var system = new ScriptedSystem(ScriptedSystem.Json(ticket));
        Assert.Null((await Crm(system).FindCaseAsync(s_ticket, Cancel)).Case);
    }

    [Fact]
    public async Task Names_OfPeople_CannotEndAQuotation()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json(Nothing));
        var name = GoogleCaseName.Parse("projects/shop/cases/51234");
        await Crm(system, options => options.RequestTracker.Queue = @"Ann's \ desk")
            .FindByGoogleCaseNameAsync(name, Cancel).ToListAsync(Cancel);
        Assert.StartsWith(
            @"Queue = 'Ann\'s \\ desk' AND 'CF.{GoogleCaseName}' = 'projects/shop/cases/51234' ",
            Uri.UnescapeDataString(Between(system.Requests.Single().Target, "query=", "&")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://rt.test", "https://rt.test/REST/2.0")]
    [InlineData("https://rt.test/", "https://rt.test/REST/2.0")]
    [InlineData("https://help.test/rt", "https://help.test/rt/REST/2.0")]
    [InlineData("https://rt.test/REST/2.0/", "https://rt.test/REST/2.0")]
    public void Api_IsBelowTheAddressThatPeopleUse(string site, string api) =>
        Assert.Equal(new Uri(api), RequestTrackerCrm.ApiOf(new Uri(site)));

    [Fact]
    public async Task Comments_OfAPage_CostTwoRequests()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""
                {"items":[{"id":"9","Type":"Correspond","Created":"2026-11-24T10:00:02Z","Creator":{"id":"ann"},
                "type":"transaction"},
                {"id":"8","Type":"Comment","Created":"2026-11-24T10:00:01Z","Creator":{"id":"bob","RealName":"Bob B."},
                "type":"transaction"},
                {"id":"7","Type":"Create","Created":"2026-11-24T10:00:00Z","Creator":{"id":"ann"},
                "type":"transaction"}]}
                """),
            ScriptedSystem.Json("""
                {"items":[{"id":"30","TransactionId":"8","ContentType":"text/plain","Content":"Between us."},
                {"id":"31","TransactionId":"9","ContentType":"text/html","Content":"<p>In both</p>"},
                {"id":"32","TransactionId":"9","ContentType":"text/plain","Content":"In both forms."}]}
                """));
        var read = await Crm(system).ReadCommentsAsync(s_ticket, Cancel).ToListAsync(Cancel);
        Assert.Equal(
            [("9", "In both forms.", "ann", true), ("8", "Between us.", "Bob B.", false)],
            read.Select(one => (one.Id, one.Body, one.Author.DisplayName!, one.IsPublic)));
        Assert.Equal(2, system.Requests.Count);
    }

    [Fact]
    public async Task File_WhoseAnswerBreaksOff_IsAFailureAndNoShortFile()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"id":12,"Content":"AAFi"""));
        var file = new Attachment("12", "a.bin", null, 40, Author.Unknown, ScriptedSystem.Start);
        await using var down = await Crm(system).OpenAttachmentAsync(s_ticket, file, Cancel);
        using var copy = new MemoryStream();
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => down.CopyToAsync(copy, Cancel));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    private static RequestTrackerCrm Crm(ScriptedSystem system, Action<CrmOptions>? configure = null)
    {
        var options = new CrmOptions
        {
            RequestTracker = new RequestTrackerOptions { Queue = "Support", Account = "casesync" },
        };
        configure?.Invoke(options);
        return new(system.Api("company"), options, system.Clock, NullLogger<RequestTrackerCrm>.Instance);
    }

    private static HttpResponseMessage At(DateTimeOffset time, string json)
    {
        var answer = ScriptedSystem.Json(json, HttpStatusCode.OK);
        answer.Headers.Date = time;
        return answer;
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
