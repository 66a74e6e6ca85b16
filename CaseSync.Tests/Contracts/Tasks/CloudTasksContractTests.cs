using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Google.CloudTasks;
using CaseSync.GoogleMock;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CaseSync.Tests.Contracts.Tasks;

/// <summary>The queue client against the Google mock.</summary>
public sealed class CloudTasksContractTests(ServedMock<GoogleMockService> mock)
    : IClassFixture<ServedMock<GoogleMockService>>
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Task_QueuedTwiceUnderOneName_ArrivesOnceWithItsTrace()
    {
        var arrived = new List<string>();
        var lastArrived = new TaskCompletionSource();
        await using var syncer = await StartSyncerAsync(async http =>
        {
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            arrived.Add($"{http.Request.Path} {body} {http.Request.Headers.TraceParent}"[..^19]); // Without the span.
            if (body.Contains("last", StringComparison.Ordinal))
            {
                lastArrived.SetResult();
            }
        });
        var queue = Queue(mock.Address, new Uri(syncer.Urls.Single()));
        var run = TimeProvider.System.GetTimestamp();
        var task = new SyncTask(GoogleCaseName.Parse("projects/shop/cases/1"), $"once-{run}", null, TraceParent);
        await queue.EnqueueAsync(task, default);
        await queue.EnqueueAsync(task, default);
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await queue.EnqueueAsync(new SyncTask(CompanyCaseId.Parse("last"), $"last-{run}", soon, TraceParent), default);
        await lastArrived.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var trace = TraceParent[..^19];
        Assert.Equal(
            [
                $$"""/tasks/sync-google-to-company {"v":1,"caseName":"projects/shop/cases/1"} {{trace}}""",
                $$"""/tasks/sync-company-to-google {"v":1,"caseId":"last"} {{trace}}""",
            ],
            arrived);
    }

    private static async Task<WebApplication> StartSyncerAsync(RequestDelegate work)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(work);
        await app.StartAsync();
        return app;
    }

    private static CloudTasksQueue Queue(Uri address, Uri syncer) => new(
        new RemoteApi(
            RemoteHttp.Create(address, null), "tasks", new RemoteLimits(TimeSpan.FromSeconds(20)), TimeProvider.System,
            () => 0.5),
        new TasksOptions
        {
            Queue = "projects/demo-project/locations/local/queues/casesync",
            SyncerAddress = syncer,
            Auth = TasksAuth.None,
        });
}
