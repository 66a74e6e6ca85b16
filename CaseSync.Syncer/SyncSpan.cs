using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Syncer;

/// <summary>
/// The span of one sync. It belongs to the trace that first saw the change, however many tasks and days ago that was;
/// the task that runs it now is linked, and so are the changes that were seen since and that it covers (OpenTelemetry's
/// messaging conventions: the creation context is what counts, what brought the message is a link).
/// </summary>
internal static class SyncSpan
{
    private const string Name = "casesync.sync";

    /// <summary>Null where nobody listens.</summary>
    public static Activity? Start(CaseMapping mapping, Side from)
    {
        var task = Activity.Current;
        var isKnown = ActivityContext.TryParse(mapping.On(from).TraceParent, null, out var creation);
        var isOfThisTrace = !isKnown || creation.TraceId == task?.TraceId;
        var links = LaterChanges(mapping.On(from)).Where(later => later.TraceId != task?.TraceId)
            .Select(later => new ActivityLink(later)).ToList();
        if (!isOfThisTrace && task is not null)
        {
            links.Insert(0, new ActivityLink(task.Context));
        }

        var span = CaseSyncTelemetry.Activities.StartActivity(
            Name, ActivityKind.Consumer, isOfThisTrace ? default : creation, tags: null, links);
        if (span is not null && !isOfThisTrace)
        {
            task?.AddLink(new ActivityLink(span.Context));
        }

        return span.SetCase(mapping)?
            .SetMessaging("process")?
            .SetTag(CaseSyncTelemetry.Tags.Destination, task?.GetTagItem(CaseSyncTelemetry.Tags.Destination))
            .SetTag(CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.DirectionOf(from))
            .SetTag(CaseSyncTelemetry.Tags.Attempt, task?.GetTagItem(CaseSyncTelemetry.Tags.Attempt));
    }

    private static IEnumerable<ActivityContext> LaterChanges(SideProgress progress)
    {
        foreach (var text in progress.LaterTraceParents?.Split(' ') ?? [])
        {
            if (ActivityContext.TryParse(text, null, out var later))
            {
                yield return later;
            }
        }
    }

    public static void End(this Activity? span, SyncOutcome outcome) =>
        span?.SetTag(CaseSyncTelemetry.Tags.Outcome, outcome.ToString());

    /// <summary>Why nothing is written, where nothing is.</summary>
    public static void Explain(SyncPlan plan)
    {
        if (plan.Steps.Count == 0)
        {
            Explain(plan.BrokenReason
                ?? (plan.IsPaused ? "The CRM's flag is off."
                    : plan.Waits.Count > 0 ? string.Join("; ", plan.Waits)
                    : "Both sides have all there is."));
        }
    }

    public static void Explain(string reason) => Activity.Current?.SetTag(CaseSyncTelemetry.Tags.Reason, reason);
}
