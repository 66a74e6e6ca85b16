using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>Every public file of a person is on the other side once, byte for byte; nothing else is.</summary>
internal static class AttachmentInvariants
{
    // A file of one name and size with one that was refused, which the closed case took no word of: a lost store cannot
    // tell whose copy is there.
    private static bool IsMistakable(World world, ServerCase source, ServerFile file) => world.Store.Losses > 0
        && world.ServerOf(source.Current.Ref.Side).Settings.ClosedRefuses
        && source.Files.Exists(
            other => other.Shown.FileName == file.Shown.FileName && other.Shown.SizeBytes == file.Shown.SizeBytes
            && world.Store.WasEverRefused(new ItemKey(source.Current.Ref.Side, ItemKind.Attachment, other.Shown.Id)));

    public static void Check(World world, Pair pair, Side from, bool isPaused)
    {
        var (source, target) = (pair.On(from), pair.On(from.Other()));
        var copies = target.Files.Where(file => file.IsOurs).ToList();
        foreach (var original in source.Files.Where(file => !file.IsOurs))
        {
            if (IsMistakable(world, source, original))
            {
                copies.RemoveAll(copy => copy.Content == original.Content);
                continue;
            }

            var found = copies.FindAll(copy => copy.Content == original.Content);
            copies.RemoveAll(copy => copy.Content == original.Content);
            var name = $"{pair}: {from} attachment {original.Shown.Id} {original.Shown.FileName}";
            if (!original.Shown.IsPublic)
            {
                ViolateIf(found.Count > 0, Rules.NothingPrivate, name);
            }
            else if (found is [var copy, ..])
            {
                world.Checks.Once(found.Count, Rules.AttachmentDuplicated, name);
                var stored = world.ServerOf(from.Other()).Settings.Traits.StoredFileName(original.Shown.FileName);
                ViolateIf(
                    copy.Shown.FileName != stored || copy.Shown.SizeBytes != original.Shown.SizeBytes,
                    Rules.AttachmentChanged, name);
            }
            else
            {
                ViolateIf(
                    !isPaused && !Refusals.WasRefused(world, source, ItemKind.Attachment, original.Shown.Id),
                    Rules.AttachmentLost, name);
            }
        }

        // A counterpart that somebody deleted while the store was lost too is made anew: what came from the old one
        // stays.
        copies.RemoveAll(copy => world.AllCounterpartsOf(pair.Original).Any(
            other => other.IsGone && other.Files.Exists(file => file.Content == copy.Content)));
        ViolateIf(copies.Count > 0, Rules.UnexpectedAttachment, $"{pair}: {copies.Count} on {from.Other()}");

        void ViolateIf(bool condition, string rule, string what)
        {
            if (condition)
            {
                world.Checks.Violate(rule, what);
            }
        }
    }
}
