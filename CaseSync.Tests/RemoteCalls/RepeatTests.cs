using System.Net;
using System.Text.Json.Serialization;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.RemoteCalls;

public sealed class RepeatTests
{
    private static readonly RemoteRequest s_read = RemoteRequest.Get("things.get", "things/1?q=secret");
    private static readonly RemoteRequest s_write = RemoteRequest.Post("things.create", "things");

    [Fact]
    public async Task Read_FailsTwiceThenAnswers_IsRepeated()
    {
        var system = new ScriptedSystem(Failing(503), Failing(500), ScriptedSystem.Json("""{"name":"a"}"""));
        var answer = await system.RunAsync(system.Api().CallAsync(s_read, ThingJson.Default.Thing, default));
        Assert.Equal("a", answer.Value.Name);
        Assert.Equal(3, system.Requests.Count);
    }

    [Fact]
    public async Task Read_KeepsFailing_EndsAfterThreeRequests()
    {
        var system = new ScriptedSystem(_ => Failing(503));
        var e = await ThrowsAsync(system, s_read);
        Assert.Equal((RemoteFailure.Unavailable, 503, false), (e.Failure, e.Status, e.MayHaveTakenEffect));
        Assert.Equal(3, system.Requests.Count);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    public async Task Write_Fails_IsSentOnce(int status, bool mayHaveTakenEffect)
    {
        var system = new ScriptedSystem(_ => Failing(status));
        var e = await ThrowsAsync(system, s_write);
        Assert.Equal(mayHaveTakenEffect, e.MayHaveTakenEffect);
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task Read_ThrottledForASmallWhile_WaitsAsLongAsItIsTold()
    {
        var system = new ScriptedSystem(Failing(429, retryAfter: 3), ScriptedSystem.Json("{}"));
        await system.RunAsync(system.Api().CallAsync(s_read, ThingJson.Default.Thing, default));
        Assert.Equal(
            [ScriptedSystem.Start, ScriptedSystem.Start.AddSeconds(3)], system.Requests.Select(sent => sent.At));
    }

    [Theory]
    [InlineData(429, null, RemoteFailure.Throttled)]
    [InlineData(429, 60, RemoteFailure.Throttled)]
    [InlineData(503, 60, RemoteFailure.Unavailable)]
    public async Task Read_ToldToWaitLong_LeavesTheWaitToTheCaller(int status, int? retryAfter, RemoteFailure failure)
    {
        var system = new ScriptedSystem(_ => Failing(status, retryAfter));
        var e = await ThrowsAsync(system, s_read);
        Assert.Equal((failure, retryAfter), (e.Failure, (int?)e.RetryAfter?.TotalSeconds));
        Assert.Single(system.Requests);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task Request_GetsNoAnswer_EndsAtTheTimeLimit(bool isWrite, int requests)
    {
        var system = new ScriptedSystem(async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            throw new InvalidOperationException();
        });
        var e = await ThrowsAsync(system, isWrite ? s_write : s_read);
        Assert.Equal((RemoteFailure.Unavailable, isWrite), (e.Failure, e.MayHaveTakenEffect));
        Assert.Equal(requests, system.Requests.Count);
        Assert.Contains("within 20 s", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task Write_ConnectionBreaks_MayHaveTakenEffectUnlessItWasNeverMade(
        HttpRequestError error, bool mayHaveTakenEffect)
    {
        var system = new ScriptedSystem(_ => throw new HttpRequestException(error));
        var e = await ThrowsAsync(system, s_write);
        Assert.Equal((RemoteFailure.Unavailable, mayHaveTakenEffect), (e.Failure, e.MayHaveTakenEffect));
        Assert.Single(system.Requests);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Write_AnswerCannotBeRead_MayHaveTakenEffect(string answer)
    {
        var e = await ThrowsAsync(new ScriptedSystem(_ => ScriptedSystem.Json(answer)), s_write);
        Assert.Equal((RemoteFailure.Unavailable, true), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Read_AnswerIsTooLong_FailsAtOnce()
    {
        var name = new string('a', ScriptedSystem.AnswerBytesMax);
        var system = new ScriptedSystem(_ => ScriptedSystem.Json($$"""{"name":"{{name}}"}"""));
        var e = await ThrowsAsync(system, s_read);
        Assert.Equal("google things.get things/1 gave an answer longer than 1048576 bytes", e.Message);
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task Request_CallerStops_IsNoFailureOfTheSystem()
    {
        using var callers = new CancellationTokenSource();
        var system = new ScriptedSystem(async (_, cancel) =>
        {
            await callers.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            system.Api().CallAsync(s_read, ThingJson.Default.Thing, callers.Token));
    }

    [Fact]
    public async Task Failure_IsReported_WithoutTheQuery()
    {
        var e = await ThrowsAsync(new ScriptedSystem(_ => Failing(500)), s_read);
        Assert.Equal("google things.get things/1 answered 500 InternalServerError", e.Message);
    }

    private static HttpResponseMessage Failing(int status, int? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is { } seconds)
        {
            answer.Headers.Add("Retry-After", $"{seconds}");
        }
        return answer;
    }

    private static Task<RemoteCallException> ThrowsAsync(ScriptedSystem system, RemoteRequest request) =>
        Assert.ThrowsAsync<RemoteCallException>(() =>
            system.RunAsync(system.Api().CallAsync(request, ThingJson.Default.Thing, default)));
}

internal sealed record Thing(string? Name);

internal sealed record ThingPage(IReadOnlyList<Thing>? Items, string? NextPageToken);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(ThingPage))]
internal sealed partial class ThingJson : JsonSerializerContext;
