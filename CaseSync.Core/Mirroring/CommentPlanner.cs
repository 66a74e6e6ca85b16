using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>Which comments are still to be mirrored, in which order, in how many parts.</summary>
internal static class CommentPlanner
{
    /// <summary>Stands for what of the description did not fit into the counterpart's.</summary>
    public const string DescriptionId = "description";

    /// <summary>
    /// A system may leave out when a case was made; its description comes before all comments all the same.
    /// </summary>
    public static readonly DateTimeOffset TimeUnknown = DateTimeOffset.UnixEpoch;

    public static void Plan(PlanDraft draft)
    {
        var seen = draft.Seen;
        var ours = CopiesOnTarget(seen);
        var key = seen.MarkerKeyOn(seen.Source);
        var originals = seen.Source.Comments
            .Where(comment => comment.IsPublic && !seen.Source.IsOurs(comment, key))
            .Concat(DescriptionRest(seen))
            .OrderBy(comment => comment.CreatedAt).ThenByDescending(comment => comment.Id == DescriptionId)
            .ThenBy(comment => comment.Id.Length).ThenBy(comment => comment.Id, StringComparer.Ordinal)
            .ToList();
        var copied = ours.Select(found => found.Marker.SourceId).ToHashSet(StringComparer.Ordinal);
        // By what is on the target too: a store that was lost has forgotten how far it was. Of two with one time stamp
        // only the place tells.
        var lastCopied = originals.FindLastIndex(original => copied.Contains(original.Id));
        var mirroredThrough = seen.Mapping.On(seen.From).MirroredThrough;
        foreach (var (place, original) in originals.Index())
        {
            var isLate = original.CreatedAt != TimeUnknown
                && (place < lastCopied || original.CreatedAt < mirroredThrough);
            if (!PlanOne(draft, original, isLate ? original.CreatedAt : null, ours))
            {
                return; // Order: what comes after one that waits must wait too.
            }
        }
    }

    private static bool PlanOne(
        PlanDraft draft, Comment original, DateTimeOffset? lateFrom,
        IReadOnlyList<(FoundMarker Marker, Comment Copy)> ours)
    {
        foreach (var part in Parts(draft, original))
        {
            if (part.State is ItemState.Done or ItemState.Refused)
            {
                continue;
            }

            if (ours.FirstOrDefault(found => found.Marker.IsOf(part.Key, part.PartCount)) is { Copy: { } copy })
            {
                draft.Settle(draft.Done(part, copy.Id));
            }
            else if (draft.RefusedBefore(part) is { } reason)
            {
                draft.Settle(draft.Refused(part, reason));
            }
            else if (part.State == ItemState.Intent && !draft.Seen.IsSettled(part, draft.Seen.SettleTime))
            {
                draft.Wait($"comment {original.Id} was sent without an answer and may still show");
                return false;
            }
            else
            {
                var marker = MirrorMarker.Write(
                    part.Key, part.PartCount, original.Author.DisplayName, lateFrom,
                    draft.Seen.MarkerKeyOn(draft.Seen.Target));
                var text = new TextCut(part.TextStart, part.TextLength).Of(original.Body);
                draft.AddWithIntent(new SyncAction.AddComment(marker + text), part, isNewContent: true);
            }
        }

        return true;
    }

    // Cut points are fixed by the first intent, so that a retry cuts alike even if the text was edited in between.
    private static IEnumerable<MirroredItem> Parts(PlanDraft draft, Comment original)
    {
        var first = new ItemKey(draft.Seen.From, ItemKind.Comment, original.Id);
        var lengthMax = draft.Seen.Target.Traits.CommentLengthMax - MirrorMarker.LengthMax(original.Id);
        var cuts = TextCuts.Cut(original.Body, lengthMax);
        var count = draft.Seen.Ledger.Find(first)?.PartCount ?? cuts.Count;
        return Enumerable.Range(1, count).Select(part => draft.Seen.Ledger.Find(first with { Part = part })
            ?? draft.Fresh(first with { Part = part }) with
            {
                PartCount = count,
                TextStart = part <= cuts.Count ? cuts[part - 1].Start : original.Body.Length,
                TextLength = part <= cuts.Count ? cuts[part - 1].Length : 0,
                SourceCreatedAt = original.CreatedAt == TimeUnknown ? null : original.CreatedAt,
            });
    }

    private static List<(FoundMarker Marker, Comment Copy)> CopiesOnTarget(CaseSnapshots seen)
    {
        var key = seen.MarkerKeyOn(seen.Target);
        return [.. from comment in seen.Target.Comments
            where seen.Target.IsOurs(comment, key)
            let marker = MirrorMarker.Find(comment.Body, key)
            where marker is not null && marker.Side == seen.From
            select (marker, comment)];
    }

    // Only with a counterpart that we make (or made): into one that was there already the description is not copied at
    // all.
    private static IEnumerable<Comment> DescriptionRest(CaseSnapshots seen)
    {
        var source = seen.Source.Case!;
        var isOurs = seen.Target.Case is not { } target || target.Creator.Is(seen.Target.OwnAccount)
            // Not every system tells who made a case.
            || seen.Ledger.Find(PairingPlanner.CaseKey(source.Ref)) is not null;
        return isOurs && PairingPlanner.DescriptionRest(source, seen.Target.Traits) is { } rest
            ? [new Comment(DescriptionId, rest, source.Creator, source.CreatedAt ?? TimeUnknown)]
            : [];
    }
}
