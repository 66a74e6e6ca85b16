using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>What the target will never take is said once where it was written, so that its author can do something about it.</summary>
internal static class RefusalPlanner
{
    public static void PlanNotices(PlanDraft draft)
    {
        var refused = draft.Seen.Ledger.Items
            .Where(item => RefusalRule.IsRefused(item) && item.Key.Side == draft.Seen.From)
            .DistinctBy(item => (item.Key.Kind, item.Key.SourceId));
        foreach (var item in refused)
        {
            var text = ConnectorText.NotCopied(item.Key, item.Reason ?? "The other system refused it.");
            draft.AddNotice(draft.Seen.From, About(item.Key), text, hasOneOccasion: true);
        }
    }

    /// <summary>What the notice of a refusal is about: its id in the ledger.</summary>
    public static string About(ItemKey refused) => $"refused:{refused.Kind}:{refused.SourceId}";
}
