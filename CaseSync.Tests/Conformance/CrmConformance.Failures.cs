using System.Net;
using System.Net.Http.Headers;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.RemoteCalls;

namespace CaseSync.Tests.Conformance;

public abstract partial class CrmConformance
{
    private static readonly CompanyCaseId s_any = CompanyCaseId.Parse("7");

    [Theory]
    [InlineData(400, RemoteFailure.Rejected)]
    [InlineData(401, RemoteFailure.Denied)]
    [InlineData(413, RemoteFailure.Rejected)]
    [InlineData(422, RemoteFailure.Rejected)]
    [InlineData(409, RemoteFailure.Conflict)]
    [InlineData(500, RemoteFailure.Unavailable)]
    [InlineData(502, RemoteFailure.Unavailable)]
    [InlineData(503, RemoteFailure.Unavailable)]
    public async Task Write_ThatFails_SaysWhatThatMeansAndIsSentOnce(int status, RemoteFailure failure)
    {
        var system = new ScriptedSystem(_ => Answer(status));
        var e = await ThrowsAsync(system, crm => crm.SetPriorityAsync(s_any, Priority.P1, Cancel));
        Assert.Equal((failure, status, status >= 500), (e.Failure, e.Status, e.MayHaveTakenEffect));
        Assert.Single(system.Requests, sent => sent.Method != "GET");
    }

    [Theory]
    [InlineData(401, RemoteFailure.Denied)]
    [InlineData(403, RemoteFailure.Denied)]
    [InlineData(500, RemoteFailure.Unavailable)]
    [InlineData(503, RemoteFailure.Unavailable)]
    public async Task Read_ThatFails_SaysWhatThatMeans(int status, RemoteFailure failure)
    {
        var e = await ThrowsAsync(new ScriptedSystem(_ => Answer(status)), crm => crm.FindCaseAsync(s_any, Cancel));
        Assert.Equal((failure, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Write_Forbidden_IsOurRightsFaultAndNoCaseThatIsGone()
    {
        // Everything is forbidden: whether the case is there cannot be told.
        var e = await ThrowsAsync(
            new ScriptedSystem(_ => Answer(403)), crm => crm.AddCommentAsync(s_any, "Hello", Cancel));
        Assert.Equal((RemoteFailure.Denied, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData("<html><body>404 page not found</body></html>", "text/html")]
    [InlineData("""{"message":"Not Found"}""", "application/json")]
    [InlineData("""{"message":"no Route matched with those values"}""", "application/json")]
    public async Task NotFound_OfWhateverStandsBetween_IsNoCaseThatIsGone(string body, string type)
    {
        var system = new ScriptedSystem(_ => new HttpResponseMessage(HttpStatusCode.NotFound)
        {
            Content = new StringContent(body, new MediaTypeHeaderValue(type)),
        });
        var e = await ThrowsAsync(system, crm => crm.FindCaseAsync(s_any, Cancel));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
    }

    [Fact]
    public async Task TooManyRequests_AreThrottlingAndSayForHowLong()
    {
        var answer = Answer(429);
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(77));
        var e = await ThrowsAsync(new ScriptedSystem(answer), crm => crm.FindCaseAsync(s_any, Cancel));
        Assert.Equal((RemoteFailure.Throttled, TimeSpan.FromSeconds(77)), (e.Failure, e.RetryAfter));
    }

    [Fact]
    public async Task TooManyRequests_OnAWrite_HaveNoEffect()
    {
        var e = await ThrowsAsync(
            new ScriptedSystem(_ => Answer(429)), crm => crm.SetPriorityAsync(s_any, Priority.P1, Cancel));
        Assert.Equal((RemoteFailure.Throttled, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Read_WithoutAnAnswer_IsGivenUp()
    {
        var e = await ThrowsAsync(new ScriptedSystem(HangAsync), crm => crm.FindCaseAsync(s_any, Cancel));
        Assert.Equal((RemoteFailure.Unavailable, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Write_WithoutAnAnswer_MayHaveTakenEffect()
    {
        var e = await ThrowsAsync(
            new ScriptedSystem(HangAsync), crm => crm.SetPriorityAsync(s_any, Priority.P1, Cancel));
        Assert.Equal((RemoteFailure.Unavailable, true), (e.Failure, e.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData("{\"id\":")]
    [InlineData("<html>Please sign in</html>")]
    [InlineData("")]
    [InlineData("null")]
    public async Task Answer_ThatIsNotOfTheApi_IsAFailureAndNoEmptyCase(string body)
    {
        var e = await ThrowsAsync(
            new ScriptedSystem(_ => ScriptedSystem.Json(body)), crm => crm.FindCaseAsync(s_any, Cancel));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    [Fact]
    public async Task Answer_WithFieldsOfALaterVersion_IsRead()
    {
        var id = await MakeAsync("From the future");
        var crm = _subject.Connect(network => new RewritesAnswers(network, json =>
            json.StartsWith('{') ? """{"casesyncUnknown":{"a":[1,null,{"id":9}]},""" + json[1..] : json));
        Assert.Equal("From the future", (await crm.FindCaseAsync(id, Cancel)).Case!.Title);
    }

    [Fact]
    public async Task Answer_WithValuesOfALaterVersion_IsRead()
    {
        var id = await MakeAsync("From the future");
        var crm = _subject.Connect(network => new RewritesAnswers(network, _subject.WithUnknownValues));
        var read = (await crm.FindCaseAsync(id, Cancel)).Case!;
        Assert.Equal(((Priority?)null, CaseState.Open), (read.Priority, read.State));
    }

    [Fact]
    public async Task Failure_SaysWhatWasDoneAndNothingThatSomebodyWrote()
    {
        // Systems quote what they refuse.
        const string Plan = "The secret plan is to buy the whole street, house by house, before anybody notices.";
        var quoting = _subject.ErrorBody(400)
            .Replace("It says no.", $"'{Plan}' is too long.", StringComparison.Ordinal);
        Assert.Contains(Plan, quoting, StringComparison.Ordinal);
        var e = await ThrowsAsync(
            new ScriptedSystem(_ => ScriptedSystem.Json(quoting, HttpStatusCode.BadRequest)),
            crm => crm.AddCommentAsync(s_any, Plan, Cancel));
        Assert.Contains("comments.create", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret plan", e.ToString(), StringComparison.Ordinal);
    }

    private HttpResponseMessage Answer(int status) =>
        ScriptedSystem.Json(_subject.ErrorBody(status), (HttpStatusCode)status);

    private static async Task<HttpResponseMessage> HangAsync(SentRequest sent, CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        throw new InvalidOperationException("It never comes to this.");
    }

    private async Task<RemoteCallException> ThrowsAsync(ScriptedSystem system, Func<ICrm, Task> work) =>
        await Assert.ThrowsAsync<RemoteCallException>(
            () => system.RunAsync(work(_subject.ConnectTo(system, system.Clock))));
}
