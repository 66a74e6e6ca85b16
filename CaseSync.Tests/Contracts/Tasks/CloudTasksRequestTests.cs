using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Google.CloudTasks;
using CaseSync.Tests.Operating;
using CaseSync.Tests.RemoteCalls;

namespace CaseSync.Tests.Contracts.Tasks;

public sealed class CloudTasksRequestTests
{
    private const string Queue = "projects/p/locations/l/queues/q";
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly SyncTask s_task = new(CompanyCaseId.Parse("78"), "n1", null, TraceParent);

    [Theory]
    [InlineData(
        "projects/shop/cases/1", "tasks/sync-google-to-company", """{"v":1,"caseName":"projects/shop/cases/1"}""")]
    [InlineData("78", "tasks/sync-company-to-google", """{"v":1,"caseId":"78"}""")]
    public async Task Task_OfEitherSide_CallsItsJob(string id, string path, string body)
    {
        CaseRef changed = GoogleCaseName.TryParse(id, out var name) ? name : CompanyCaseId.Parse(id);
        var sent = await EnqueueAsync(s_task with { Case = changed });
        Assert.Equal($"https://syncer.test/{path}", (string?)sent["httpRequest"]!["url"]);
        Assert.Equal(body, Encoding.UTF8.GetString(Convert.FromBase64String((string)sent["httpRequest"]!["body"]!)));
    }

    [Fact]
    public async Task Task_IsNamedSignedTracedAndBounded()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("{}"));
        await Tasks(system).EnqueueAsync(s_task with { NotBefore = ScriptedSystem.Start }, default);
        Assert.Equal([$"POST /v2/{Queue}/tasks"], system.Targets);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {"task":{"name":"{{Queue}}/tasks/n1","scheduleTime":"2026-11-24T10:00:00+00:00",
                "dispatchDeadline":"1800s","httpRequest":{
                "url":"https://syncer.test/tasks/sync-company-to-google","httpMethod":"POST",
                "headers":{"Content-Type":"application/json","traceparent":"{{TraceParent}}"},
                "body":"eyJ2IjoxLCJjYXNlSWQiOiI3OCJ9",
                "oidcToken":{"serviceAccountEmail":"queue@p.test","audience":"https://casesync.test"} } } }
                """),
            JsonNode.Parse(system.Requests.Single().Body!)));
    }

    [Fact]
    public async Task Task_WithoutSignIn_CarriesNoToken() =>
        Assert.Null((await EnqueueAsync(s_task, TasksAuth.None))["httpRequest"]!["oidcToken"]);

    [Fact]
    public async Task Task_AtOnce_HasNoScheduleTime() => Assert.Null((await EnqueueAsync(s_task))["scheduleTime"]);

    [Fact]
    public async Task Task_WithoutATraceOfItsOwn_ContinuesTheCurrentOne()
    {
        using var poll = new Activity("poll").SetIdFormat(ActivityIdFormat.W3C).Start();
        var sent = await EnqueueAsync(s_task with { TraceParent = null });
        var traceParent = (string?)sent["httpRequest"]!["headers"]!["traceparent"];
        Assert.Contains(poll.TraceId.ToHexString(), traceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_OfAChange_HasItsSpanSayWhereItGoes()
    {
        using var spans = new Spans();
        using (CaseSyncTelemetry.Activities.StartActivity("casesync.change", ActivityKind.Producer))
        {
            await EnqueueAsync(s_task);
        }

        Assert.Equal("q", Assert.Single(spans.Named("casesync.change")).GetTagItem("messaging.destination.name"));
        Assert.Null(Assert.Single(spans.Named("tasks tasks.create")).GetTagItem("messaging.destination.name"));
    }

    [Fact]
    public async Task Name_IsInUse_CountsAsQueued() => await Tasks(new ScriptedSystem(
        ScriptedSystem.GoogleError(HttpStatusCode.Conflict, "ALREADY_EXISTS"))).EnqueueAsync(s_task, default);

    [Fact]
    public async Task Creation_IsAborted_IsAFailure()
    {
        var system = new ScriptedSystem(ScriptedSystem.GoogleError(HttpStatusCode.Conflict, "ABORTED"));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Tasks(system).EnqueueAsync(s_task, default));
        Assert.Equal(RemoteFailure.Conflict, e.Failure);
    }

    [Fact]
    public async Task Creation_FailsForAWhile_IsRepeatedUnderItsName()
    {
        var system = new ScriptedSystem(
            new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            ScriptedSystem.GoogleError(HttpStatusCode.Conflict, "ALREADY_EXISTS"));
        await system.RunAsync(Tasks(system).EnqueueAsync(s_task, default));
        Assert.Equal(system.Requests[0].Body, system.Requests[1].Body);
    }

    private static async Task<JsonNode> EnqueueAsync(SyncTask task, TasksAuth auth = TasksAuth.Oidc)
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("{}"));
        await Tasks(system, auth).EnqueueAsync(task, default);
        return JsonNode.Parse(system.Requests.Single().Body!)!["task"]!;
    }

    private static CloudTasksQueue Tasks(ScriptedSystem system, TasksAuth auth = TasksAuth.Oidc) =>
        new(system.Api("tasks"), new TasksOptions
        {
            Queue = Queue,
            SyncerAddress = new Uri("https://syncer.test"),
            Auth = auth,
            ServiceAccount = "queue@p.test",
            Audience = "https://casesync.test",
        });
}
