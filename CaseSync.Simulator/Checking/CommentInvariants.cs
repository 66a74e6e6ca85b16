using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>Every public comment of a person is on the other side once, whole and in order; nothing else is.</summary>
internal static class CommentInvariants
{
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

        foreach (var mirror in mirrors)
        {
            // A counterpart that somebody deleted while the store was lost too is made anew: what came from the old one stays.
            if (mirror.SourceId == "description" || world.AllCounterpartsOf(pair.Original).Any(
                other => other.IsGone && other.Comments.Exists(comment => comment.Shown.Id == mirror.SourceId)))
            {
                continue;
            }

            var original = source.Comments.Find(comment => comment.Shown.Id == mirror.SourceId);
            if (original is null or { IsOurs: true })
            {
                world.Checks.Violate(
                    original is null ? "unexpected comment" : "nothing is echoed", $"{pair}: {mirror.Comment.Shown.Body}");
            }
        }

        CheckOrder(world, pair, source, mirrors);
    }

    private static void CheckOne(
        World world, Pair pair, Side from, ServerComment original, List<MirrorText> copies, bool isPaused)
    {
        if (!original.Shown.IsPublic)
        {
            if (copies.Count > 0)
            {
                world.Checks.Violate("nothing private crosses", $"{pair}: {from} comment {original.Shown.Id}");
            }

            return;
        }

        if (MirrorText.AreWhole(copies, original.Shown.Body))
        {
            return;
        }

        if (copies.Count == 0)
        {
            if (!isPaused && !Refusals.WasRefused(world, pair.On(from), ItemKind.Comment, original.Shown.Id))
            {
                world.Checks.Violate("comment lost", $"{pair}: {from} comment {original.Shown.Id} \"{Cut(original.Shown.Body)}\"");
            }

            return;
        }

        var isDoubled = copies.GroupBy(copy => copy.Rest, StringComparer.Ordinal).Any(same => same.Count() > 1);
        if (isDoubled || (!isPaused && !Refusals.WasRefused(world, pair.On(from), ItemKind.Comment, original.Shown.Id)))
        {
            world.Checks.Violate(
                isDoubled ? "comment duplicated" : "comment is not whole",
                $"{pair}: {from} comment {original.Shown.Id} \"{Cut(original.Shown.Body)}\" has {copies.Count} copies: "
                + string.Join(" | ", copies.Select(copy => $"\"{Cut(copy.Rest)}\"")));
        }
    }

    private static void CheckOrder(World world, Pair pair, ServerCase source, List<MirrorText> mirrors)
    {
        var orders = source.Comments.ToDictionary(comment => comment.Shown.Id, comment => comment.Order);
        var last = 0L;
        foreach (var mirror in mirrors.Where(mirror => !mirror.IsLate && orders.ContainsKey(mirror.SourceId)))
        {
            if (orders[mirror.SourceId] < last)
            {
                world.Checks.Violate("comments stay in order", $"{pair}: {mirror.Comment.Shown.Body}");
            }

            last = orders[mirror.SourceId];
        }
    }

    private static string Cut(string text) => text.Length <= 60 ? text : $"{text[..60]}… ({text.Length})";
}
