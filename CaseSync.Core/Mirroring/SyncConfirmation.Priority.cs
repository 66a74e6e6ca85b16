using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <content>What becomes of the agreed priority.</content>
public sealed partial record SyncConfirmation
{
    private static CaseMapping WithReopened(CaseMapping mapping, CaseSnapshots seen, IReadOnlyList<StepResult> results)
    {
        var isReopened = results.OfType<StepResult.Done>().Any(done => done.Step.Action is SyncAction.ReopenCase);
        mapping = seen.IsReopened(seen.From)
            ? mapping.With(seen.From, side => side with { RefusedPriority = null })
            : mapping;
        return isReopened || seen.IsReopened(seen.To)
            ? mapping.With(seen.To, side => side with { RefusedPriority = null })
            : mapping;
    }

    private static CaseMapping WithPriority(
        CaseMapping mapping, CaseSnapshots seen, SyncPlan plan, IReadOnlyList<StepResult> results)
    {
        var result = results.FirstOrDefault(
            result => result.Step.Action is SyncAction.SetPriority or SyncAction.CreateCase);
        mapping = mapping.With(seen.To, side => side with
        {
            PriorityFailingSince = result switch
            {
                StepResult.Failed { Step.Action: SyncAction.SetPriority, Error.Status: >= 500 } failed =>
                    side.PriorityFailingSince ?? failed.At,
                StepResult.NotSent => side.PriorityFailingSince,
                null when !plan.IsWhole => side.PriorityFailingSince,
                _ => null,
            },
        });
        return result switch
        {
            StepResult.Refused { Step.Action: SyncAction.SetPriority refused } =>
                mapping.With(seen.To, side => side with { RefusedPriority = refused.Priority }),
            StepResult.Done or null when plan.Agreed is { } agreed =>
                (mapping with { Priority = agreed }).With(seen.To, side => side with { RefusedPriority = null }),
            _ => mapping,
        };
    }
}
