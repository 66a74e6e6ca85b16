using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// What the target will never take is said once where it was written, so that its author can do something about it.
/// </summary>
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

    /// <summary>
    /// What was refused before the store forgot it, with the reasons: our own notices on the source tell. Without them
    /// the next file of the same name and size would pass for the copy of a refused one, and a poison item would be
    /// tried for another 24 hours.
    /// </summary>
    public static IReadOnlyDictionary<(ItemKind Kind, string SourceId), string> SaidBefore(CaseSnapshots seen)
    {
        var said = new Dictionary<(ItemKind Kind, string SourceId), string>();
        var key = seen.MarkerKeyOn(seen.Source);
        // The other direction may have been the first to be read in this epoch.
        var mayHaveForgotten = seen.IsOfAnotherEpoch || seen.Mapping.On(seen.From).ReadThrough is null;
        foreach (var comment in mayHaveForgotten ? seen.Source.Comments : [])
        {
            if (seen.Source.IsOurs(comment, key) && ConnectorText.FindNotCopied(comment.Body) is { } notice)
            {
                said[(notice.Kind, notice.SourceId)] = notice.Reason;
            }
        }

        return said;
    }

    /// <summary>What the notice of a refusal is about: its id in the ledger.</summary>
    public static string About(ItemKey refused) => $"refused:{refused.Kind}:{refused.SourceId}";
}
