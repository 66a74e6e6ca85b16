using System.Diagnostics;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Jobs;
using CaseSync.Tests.Services;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Operating;

/// <summary>What a poll leaves in a trace of the changes that it sees.</summary>
public sealed class PollSpanTests
{
    [Fact]
    public async Task TwoChangesSeenByOnePoll_AreTwoSpansOfItsTraceAndSoAreTheirTasks()
    {
        var queue = new RecordingQueue();
        var google = new ScriptedSystem(Side.Google)
        {
            Cases = [A.GoogleCase, A.GoogleCase with { Ref = GoogleCaseName.Parse("projects/shop/cases/5124") }],
        };
        await using var service = new ServiceUnderTest<PollerService>();
        await using var poller = service.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.AddSingleton<ITaskQueue>(queue).AddSingleton<ICustomerCare>(google)
                .AddSingleton<TimeProvider>(new FakeTimeProvider(A.Noon))));
        using var spans = new Spans();

        var poll = poller.Services.GetRequiredService<PollGoogleForUpdates>();
        await poll.RunAsync(TestContext.Current.CancellationToken);

        var changes = spans.Named("casesync.change");
        Assert.Equal(2, changes.Count);
        Assert.All(changes, change =>
        {
            Assert.Equal((ActivityKind.Producer, spans.Root.SpanId), (change.Kind, change.ParentSpanId));
            Assert.Equal(("cloud_tasks", "create", "create"), (
                change.GetTagItem("messaging.system"), change.GetTagItem("messaging.operation.type"),
                change.GetTagItem("messaging.operation.name")));
        });
        Assert.Equal(
            changes.Select(change => change.Id).Order(StringComparer.Ordinal),
            queue.Tasks.Select(task => task.TraceParent).Order(StringComparer.Ordinal));
    }
}
