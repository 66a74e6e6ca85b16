using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// Which files are still to be copied. Neither system gives a hash and names repeat, so our files on the target are
/// matched as a multiset of (name as the target stores it, size), oldest first, and only the surplus is copied.
/// </summary>
internal static class AttachmentPlanner
{
    // A copy is younger than its original, but for the clocks of the two systems.
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(15);

    public static void Plan(PlanDraft draft)
    {
        var seen = draft.Seen;
        var originals = seen.Source.Attachments
            .Where(file => file.IsPublic && !seen.Source.IsOurs(file))
            .OrderBy(file => file.CreatedAt).ThenBy(file => file.Id.Length)
            .ThenBy(file => file.Id, StringComparer.Ordinal)
            .Select(file => (File: file, Item: seen.Ledger.Find(Key(seen.From, file)) ?? Fresh(draft, file)))
            .ToList();
        var unclaimed = Unclaimed(seen, originals.Select(original => original.Item), originals);
        foreach (var (file, item) in originals)
        {
            if (item.State is ItemState.Done or ItemState.Refused)
            {
                continue;
            }

            if (draft.RefusedBefore(item) is { } reason)
            {
                draft.Settle(draft.Refused(item, reason));
            }
            else if (Take(unclaimed, seen, file) is { } copy)
            {
                draft.Settle(draft.Done(item, copy.Id));
            }
            else if (item.State == ItemState.Intent && !seen.IsSettled(item, seen.SettleTime))
            {
                draft.Wait($"attachment {file.Id} was sent without an answer and may still show");
                return;
            }
            else if (file.SizeBytes > seen.Target.Traits.AttachmentBytesMax)
            {
                draft.Settle(draft.Refused(item, TooLarge(seen, file)));
            }
            else
            {
                draft.AddWithIntent(new SyncAction.CopyAttachment(file), item, isNewContent: true);
            }
        }
    }

    // Our files on the target that no entry of the ledger claims, oldest first.
    private static List<Attachment> Unclaimed(
        CaseSnapshots seen, IEnumerable<MirroredItem> items,
        IEnumerable<(Attachment File, MirroredItem Item)> originals)
    {
        var claimed = items.Where(item => item.State == ItemState.Done).Select(item => item.TargetId).OfType<string>()
            .ToHashSet();
        var unclaimed = seen.Target.Attachments
            .Where(file => seen.Target.IsOurs(file) && !claimed.Contains(file.Id))
            .OrderBy(file => file.CreatedAt).ThenBy(file => file.Id, StringComparer.Ordinal)
            .ToList();
        foreach (var (file, item) in originals)
        {
            // The target did not tell the copy's id: its name and size stand for it.
            if (item is { State: ItemState.Done, TargetId: null })
            {
                Take(unclaimed, seen, file);
            }
        }

        return unclaimed;
    }

    private static Attachment? Take(List<Attachment> unclaimed, CaseSnapshots seen, Attachment original)
    {
        var name = seen.Target.Traits.StoredFileName(original.FileName);
        var copy = unclaimed.Find(file => file.FileName == name && file.SizeBytes == original.SizeBytes
            && file.CreatedAt >= original.CreatedAt - s_clocksApartMax);
        if (copy is not null)
        {
            unclaimed.Remove(copy);
        }

        return copy;
    }

    private static ItemKey Key(Side from, Attachment file) => new(from, ItemKind.Attachment, file.Id);

    private static MirroredItem Fresh(PlanDraft draft, Attachment file) =>
        draft.Fresh(Key(draft.Seen.From, file)) with { SourceCreatedAt = file.CreatedAt };

    private static string TooLarge(CaseSnapshots seen, Attachment file) => string.Create(
        CultureInfo.InvariantCulture,
        $"It has {file.SizeBytes} bytes; {seen.To} takes at most {seen.Target.Traits.AttachmentBytesMax}.");
}
