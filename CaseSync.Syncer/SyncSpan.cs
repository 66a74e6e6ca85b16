using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Syncer;

/// <summary>
/// The span of one sync. It belongs to the trace that first saw the change, however many tasks and days ago that was; the task that runs it now
/// is linked (OpenTelemetry's messaging conventions: the creation context is what counts, what brought the message is a link).
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
        var span = isOfThisTrace
            ? CaseSyncTelemetry.Activities.StartActivity(Name, ActivityKind.Consumer)
            : CaseSyncTelemetry.Activities.StartActivity(
                Name, ActivityKind.Consumer, creation, tags: null, links: task is null ? null : [new ActivityLink(task.Context)]);
        if (span is not null && !isOfThisTrace)
        {
            task?.AddLink(new ActivityLink(span.Context));
        }

        return span?
            .SetTag("messaging.system", "cloud_tasks")
            .SetTag("messaging.operation.type", "process")
            .SetTag(CaseSyncTelemetry.Tags.Mapping, mapping.Id)
            .SetTag(CaseSyncTelemetry.Tags.GoogleCase, mapping.GoogleCaseName?.Value)
            .SetTag(CaseSyncTelemetry.Tags.CompanyCase, mapping.CompanyCaseId?.Value)
            .SetTag(CaseSyncTelemetry.Tags.Direction, SyncMetrics.DirectionOf(from));
    }

    public static void End(this Activity? span, SyncOutcome outcome) => span?.SetTag(CaseSyncTelemetry.Tags.Outcome, outcome.ToString());

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
