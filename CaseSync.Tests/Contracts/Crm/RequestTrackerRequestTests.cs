using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.RequestTracker;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseSync.Tests.Contracts.Crm;

public sealed partial class RequestTrackerRequestTests
{
    private const string Nothing = """{"count":0,"total":0,"items":[]}""";

    private const string Queue = """
        {"id":3,"Name":"Support",
        "TicketCustomFields":[{"name":"googlecasename"},{"name":"SynchronizeWithGoogleCloudSupport"}]}
        """;

    private static readonly CompanyCaseId s_ticket = CompanyCaseId.Parse("4");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_AsksForSoManySecondsByTheServersClock()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json(Queue), ScriptedSystem.Json(Nothing));
        await Crm(system).SearchUpdatedAsync(ScriptedSystem.Start.AddMinutes(-10), Cancel).ToListAsync(Cancel);
        var query = Uri.EscapeDataString(
            "Queue = 'Support' AND 'CF.{SynchronizeWithGoogleCloudSupport}' = 'true' "
                + "AND LastUpdated >= '-605 seconds' AND id > 0");
        Assert.Equal(
            [
                "GET /queue/Support",
                $"GET /tickets?query={query}&orderby=id&order=ASC&per_page=100&page=1"
                    + "&fields=Subject,Status,Priority,Created,LastUpdated,Creator,CustomFields",
            ],
            system.Targets);
    }

    [Fact]
    public async Task Search_ServersClockIsAhead_AsksAgainForMore()
    {
        var system = new ScriptedSystem(sent => At(ScriptedSystem.Start.AddHours(2), OfQueueOr(sent, Nothing)));
        var pages = await Crm(system).SearchUpdatedAsync(ScriptedSystem.Start.AddHours(1), Cancel).ToListAsync(Cancel);
        Assert.Equal(
            ["5", "3605"], system.Requests.Skip(1).Select(sent => Between(sent.Target, "%3D%20%27-", "%20sec")));
        Assert.Single(pages);
    }

    [Fact]
    public async Task Search_WhoseAnswersTakeLong_AsksForAsMuchMore()
    {
        var system = null as ScriptedSystem;
        system = new ScriptedSystem(sent =>
        {
            if (!sent.Target.StartsWith("/queue", StringComparison.Ordinal))
            {
                system!.Clock.Advance(TimeSpan.FromSeconds(15));
            }

            return At(system!.Clock.GetUtcNow(), OfQueueOr(sent, Nothing));
        });
        var pages = await Crm(system).SearchUpdatedAsync(ScriptedSystem.Start.AddMinutes(-10), Cancel)
            .ToListAsync(Cancel);
        Assert.Single(pages);
        Assert.Equal(3, system.Requests.Count);
    }

    [Theory]
    [InlineData("""{"count":0,"total":null,"items":[]}""")]
    [InlineData("""{"maintenance":true}""")]
    [InlineData("""{"count":1,"total":1,"items":[{"Subject":"x"}]}""")]
    public async Task Search_AnswerThatIsNotWhole_IsAFailure(string answer)
    {
        var system = new ScriptedSystem(sent => ScriptedSystem.Json(OfQueueOr(sent, answer)));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => system.RunAsync(
            Crm(system).SearchUpdatedAsync(null, Cancel).ToListAsync(Cancel).AsTask()));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    [Fact]
    public async Task Search_QueueWithoutTheFlagsField_IsOurSettingsFault()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""
            {"id":3,"TicketCustomFields":[{"name":"GoogleCaseName"}]}
            """));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            Crm(system).SearchUpdatedAsync(null, Cancel).ToListAsync(Cancel).AsTask());
        Assert.Equal(RemoteFailure.Denied, e.Failure);
    }

    [Fact]
    public async Task Search_PageOfRowsThatWeMayNotSee_IsNotTheEnd()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json(Queue),
            ScriptedSystem.Json("""{"count":1,"total":250,"items":[{"id":"17"}]}"""),
            ScriptedSystem.Json("""{"count":0,"total":249,"items":[]}"""),
            ScriptedSystem.Json("""{"count":1,"total":249,"items":[{"id":"140"}]}"""),
            ScriptedSystem.Json("""{"count":1,"total":60,"items":[{"id":"170"}]}"""));
        var pages = await Crm(system).SearchUpdatedAsync(null, Cancel).ToListAsync(Cancel);
        Assert.Equal(["17", "140", "170"], pages.SelectMany(page => page.Cases).Select(found => found.Ref.Value));
        Assert.Equal(
            ["0 page 1", "17 page 1", "17 page 2", "140 page 1"],
            system.Requests.Skip(1).Select(sent =>
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
        var system = new ScriptedSystem(ScriptedSystem.Json(Queue), ScriptedSystem.Json(Nothing));
        await Crm(system, options => options.RequestTracker.Queue = @"Ann's \ desk")
            .SearchUpdatedAsync(null, Cancel).ToListAsync(Cancel);
        Assert.StartsWith(
            @"Queue = 'Ann\'s \\ desk' AND 'CF.{",
            Uri.UnescapeDataString(Between(system.Requests[1].Target, "query=", "&")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://rt.test", "https://rt.test/REST/2.0")]
    [InlineData("https://rt.test/", "https://rt.test/REST/2.0")]
    [InlineData("https://help.test/rt", "https://help.test/rt/REST/2.0")]
    [InlineData("https://rt.test/REST/2.0/", "https://rt.test/REST/2.0")]
    public void Api_IsBelowTheAddressThatPeopleUse(string site, string api) =>
        Assert.Equal(new Uri(api), RequestTrackerCrm.ApiOf(new Uri(site)));

    [Theory]
    [InlineData("3", true)]
    [InlineData("4", false)]
    public async Task Ticket_InAnotherQueue_IsNotSynchronized(string queue, bool isSynchronized)
    {
        var system = new ScriptedSystem(sent => ScriptedSystem.Json(
            sent.Target.StartsWith("/ticket/", StringComparison.Ordinal)
                ? $$"""
                    {"id":4,"Status":"open","Queue":{"id":"{{queue}}"},"CustomFields":[
                    {"name":"Logo","values":[{"filename":"a.png"}]},
                    {"name":"synchronizeWithGoogleCloudSupport","values":["True"]}]}
                    """
                : OfQueueOr(sent, Nothing)));
        Assert.Equal(isSynchronized, (await Crm(system).FindCaseAsync(s_ticket, Cancel)).Case!.IsSyncRequested);
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

    private static string OfQueueOr(SentRequest sent, string answer) =>
        sent.Target.StartsWith("/queue/", StringComparison.Ordinal) ? Queue : answer;

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
