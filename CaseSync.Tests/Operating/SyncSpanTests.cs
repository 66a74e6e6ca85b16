using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Operating;

public sealed class SyncSpanTests : IDisposable
{
    private const string SeenIn = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == CaseSyncTelemetry.Name,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    };

    private readonly Activity _task = new Activity("POST /tasks/sync").SetIdFormat(ActivityIdFormat.W3C).Start();

    public SyncSpanTests() => ActivitySource.AddActivityListener(_listener);

    [Fact]
    public void Start_ChangeThatWasSeenInAnotherTrace_IsThatTracesAndLinkedBothWays()
    {
        var mapping = A.Pair.With(Side.Google, side => side with { TraceParent = SeenIn });

        using var span = SyncSpan.Start(mapping, Side.Google)!;

        Assert.Equal(SeenIn, $"00-{span.TraceId}-{span.ParentSpanId}-01");
        Assert.Equal(_task.Context, Assert.Single(span.Links).Context);
        Assert.Equal(span.Context, Assert.Single(_task.Links).Context);
        Assert.Equal("google_to_company", span.GetTagItem("casesync.direction"));
        Assert.Equal(A.GoogleName.Value, span.GetTagItem("casesync.google_case"));
    }

    [Fact]
    public void Start_MoreChangesWereSeenSince_LinksThemToo()
    {
        const string Later = "00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";
        var mapping = A.Pair.With(Side.Google, side => side with
        {
            TraceParent = SeenIn,
            LaterTraceParents = $"{Later} 00-{_task.TraceId}-d7ad6b7169203331-01",
        });

        using var span = SyncSpan.Start(mapping, Side.Google)!;

        // Of the change that the task is of, the task itself is the link.
        Assert.Equal(
            [$"{_task.Id}", Later],
            span.Links.Select(
                link => $"00-{link.Context.TraceId}-{link.Context.SpanId}-0{(int)link.Context.TraceFlags}"));
    }

    [Fact]
    public void Start_TaskThatIsTriedAgain_SaysWhichAttemptItIs()
    {
        _task.SetTag("casesync.attempt", 3);

        using var span = SyncSpan.Start(A.Pair, Side.Google)!;

        Assert.Equal(3, span.GetTagItem("casesync.attempt"));
    }

    [Fact]
    public void Start_TaskOfAQueue_FollowsTheConventionsOfMessaging()
    {
        _task.SetTag("messaging.destination.name", "casesync");

        using var span = SyncSpan.Start(A.Pair, Side.Google)!;

        Assert.Equal(ActivityKind.Consumer, span.Kind);
        Assert.Equal(
            ["cloud_tasks", "process", "process", "casesync"],
            from name in new[] { "system", "operation.type", "operation.name", "destination.name" }
            select span.GetTagItem($"messaging.{name}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_ChangeOfTheTasksOwnTrace_IsTheTasksChild(bool isKnown)
    {
        var mapping = A.Pair.With(
            Side.Google,
            side => side with { TraceParent = isKnown ? $"00-{_task.TraceId}-b7ad6b7169203331-01" : null });

        using var span = SyncSpan.Start(mapping, Side.Google)!;

        Assert.Equal((_task.TraceId, _task.SpanId), (span.TraceId, span.ParentSpanId));
        Assert.Empty(span.Links);
    }

    [Fact]
    public void Explain_PlanThatWritesNothing_SaysWhy()
    {
        using var span = SyncSpan.Start(A.Pair, Side.Google)!;

        SyncSpan.Explain(SyncPlan.Waiting("comment 3 may still show"));
        Assert.Equal("comment 3 may still show", span.GetTagItem("casesync.reason"));

        SyncSpan.Explain(SyncPlanner.Plan(A.Quiet(Side.Google)));
        Assert.Equal("Both sides have all there is.", span.GetTagItem("casesync.reason"));
    }

    public void Dispose()
    {
        _task.Dispose();
        _listener.Dispose();
    }
}
