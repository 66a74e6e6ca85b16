using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Humans;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>Every public comment of a person is on the other side once, whole and in order; nothing else is.</summary>
internal static class CommentInvariants
{
    // Stands for what of the description did not fit.
    public const string Description = "description";

    public static void Check(World world, Pair pair, Side from, bool isPaused)
    {
        var (source, target) = (pair.On(from), pair.On(from.Other()));
        var mirrors = target.Comments.Where(comment => comment.IsOurs)
            .Select(comment => MirrorText.Find(comment, from)).OfType<MirrorText>().ToList();
        var byId = mirrors.ToLookup(mirror => mirror.SourceId);
        foreach (var original in source.Comments.Where(comment => !comment.IsOurs))
        {
            CheckOne(world, pair, from, original, [.. byId[original.Shown.Id]], isPaused);
        }

        CheckOnce(world, pair, from, Description, [.. byId[Description]]);

        foreach (var mirror in mirrors)
        {
            // A counterpart that somebody deleted while the store was lost too is made anew: what came from the old one
            // stays.
            if (mirror.SourceId == Description || world.AllCounterpartsOf(pair.Original).Any(
                other => other.IsGone && other.Comments.Exists(comment => comment.Shown.Id == mirror.SourceId)))
            {
                continue;
            }

            var original = source.Comments.Find(comment => comment.Shown.Id == mirror.SourceId);
            if (original is null or { IsOurs: true })
            {
                world.Checks.Violate(
                    original is null ? Rules.UnexpectedComment : Rules.NoEcho, $"{pair}: {mirror.Comment.Shown.Body}");
            }
        }

        CheckOrder(world, pair, source, mirrors);
    }

    /// <summary>The parts that are there, each once.</summary>
    public static List<MirrorText> CopiesOf(Pair pair, Side from, string id) =>
    [
        .. pair.On(from.Other()).Comments.Where(comment => comment.IsOurs)
            .Select(comment => MirrorText.Find(comment, from)).OfType<MirrorText>()
            .Where(mirror => mirror.SourceId == id).DistinctBy(mirror => mirror.Rest, StringComparer.Ordinal),
    ];

    private static void CheckOne(
        World world, Pair pair, Side from, ServerComment original, List<MirrorText> copies, bool isPaused)
    {
        if (!original.Shown.IsPublic)
        {
            if (copies.Count > 0)
            {
                world.Checks.Violate(Rules.NothingPrivate, $"{pair}: {from} comment {original.Shown.Id}");
            }

            return;
        }

        CheckOnce(world, pair, from, original.Shown.Id, copies);
        copies = [.. copies.DistinctBy(copy => copy.Rest, StringComparer.Ordinal)];
        if (isPaused || MirrorText.AreWhole(copies, original.Shown.Body)
            || Refusals.WasRefused(world, pair.On(from), ItemKind.Comment, original.Shown.Id))
        {
            return;
        }

        var what = $"{pair}: {from} comment {original.Shown.Id} \"{Cut(original.Shown.Body)}\"";
        if (copies.Count == 0)
        {
            world.Checks.Violate(Texts.IsSpoof(original.Shown.Body) ? Rules.NoSpoofing : Rules.CommentLost, what);
        }
        else
        {
            var parts = string.Join(" | ", copies.Select(copy => $"\"{Cut(copy.Rest)}\""));
            world.Checks.Violate(Rules.CommentNotWhole, $"{what} has {copies.Count} copies: {parts}");
        }
    }

    private static void CheckOnce(World world, Pair pair, Side from, string id, List<MirrorText> copies)
    {
        var distinct = copies.DistinctBy(copy => copy.Rest, StringComparer.Ordinal).Count();
        world.Checks.Once(
            1 + copies.Count - distinct, Rules.CommentDuplicated,
            $"{pair}: {from} comment {id} has {copies.Count} copies");
    }

    // What comes late says when it was written, and nothing else does; what is left of a description comes
    // before all comments.
    private static void CheckOrder(World world, Pair pair, ServerCase source, List<MirrorText> mirrors)
    {
        var originals = source.Comments.ToDictionary(
            comment => comment.Shown.Id, comment => (comment.Order, comment.Shown.CreatedAt));
        originals[Description] = (0, source.Current.CreatedAt ?? default);
        var (last, lastOrder) = ((Order: 0L, Part: 0), 0L);
        foreach (var mirror in mirrors)
        {
            if (!originals.TryGetValue(mirror.SourceId, out var original))
            {
                continue;
            }

            if (mirror.WrittenAt is { } writtenAt)
            {
                if (lastOrder <= original.Order || writtenAt != $"{original.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}")
                {
                    world.Checks.Violate(
                        Rules.Order,
                        $"{pair}: written {original.CreatedAt:O}, after {lastOrder}: {mirror.Comment.Shown.Body}");
                }
            }
            else if ((original.Order, mirror.Part).CompareTo(last) < 0 && !MayBeForgotten(world, source, mirror))
            {
                world.Checks.Violate(Rules.Order, $"{pair}: {mirror.Comment.Shown.Body}");
            }
            else
            {
                last = (original.Order, mirror.Part);
            }

            lastOrder = Math.Max(lastOrder, original.Order);
        }
    }

    // A part that a closed case refused, taking no word of that either: a lost store sends it once the case is open.
    private static bool MayBeForgotten(World world, ServerCase source, MirrorText mirror) => world.Store.Losses > 0
        && world.Store.WasEverRefused(
            new ItemKey(source.Current.Ref.Side, ItemKind.Comment, mirror.SourceId, mirror.Part));

    private static string Cut(string text) => text.Length <= 60 ? text : $"{text[..60]}… ({text.Length})";
}
