using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Checking;

/// <summary>What must be true of a pair: nothing lost, nothing doubled, nothing unexpected, in order, alike.</summary>
internal static class PairInvariants
{
    public static void Check(World world, Pair pair)
    {
        // Deliberately unflagged: what came since then waits for the flag.
        var isPaused = !pair.Company.Current.IsSyncRequested || IsForgotten(world, pair)
            || Refusals.AwaitsRefusal(world, pair.Google, pair.Company) || Refusals.AwaitsAccount(world, pair.Google);
        foreach (var from in new[] { Side.Google, Side.Company })
        {
            CommentInvariants.Check(world, pair, from, isPaused);
            AttachmentInvariants.Check(world, pair, from, isPaused);
        }

        NoticeInvariants.Check(world, pair);
        CheckTitle(world, pair);
        CheckDescription(world, pair, isPaused);
        CheckFlag(world, pair);
        if (!isPaused)
        {
            CheckPriority(world, pair);
            CheckState(world, pair);
        }
    }

    private static bool IsForgotten(World world, Pair pair) => Forgotten.Is(world, pair.Original)
        && (Forgotten.Is(world, pair.Made) || world.Store.FindMapping(pair.Original.Current.Ref) is null);

    private static void CheckPriority(World world, Pair pair)
    {
        var (google, company) = (pair.Google.Current, pair.Company.Current);
        if (google.Priority is null || company.Priority is null)
        {
            return; // A side that shows none, or one not known, has no say.
        }

        if (pair.Original.PriorityAnswer is not null)
        {
            return; // The connector may set it on the other side alone.
        }

        var areOpen = google.State == CaseState.Open && company.State == CaseState.Open;
        if (areOpen && company.Priority != world.Crm.Settings.Traits.StoredPriority(google.Priority!.Value))
        {
            world.Checks.Violate(Rules.Priorities, $"{pair}: {google.Priority} and {company.Priority}");
        }
    }

    private static void CheckTitle(World world, Pair pair)
    {
        var original = pair.Original.Current;
        var expected = original.Title is { Length: > 0 } given
            ? string.Concat(given.Select(c => char.IsControl(c) ? ' ' : c)).Trim()
            : $"{original.Ref.Side} case {original.Ref}";
        var limit = world.ServerOf(pair.Made.Current.Ref.Side).Settings.Traits.TitleLengthMax;
        expected = expected.Length <= limit ? expected : expected[..(limit - 1)] + "…";
        if (pair.Made.Current.Title != expected)
        {
            world.Checks.Violate(Rules.TitleChanged, $"{pair}: \"{pair.Made.Current.Title}\" of \"{original.Title}\"");
        }
    }

    // Of a long one the rest is in comments.
    private static void CheckDescription(World world, Pair pair, bool isPaused)
    {
        var (text, copy) = (pair.Original.Current.Description ?? "", pair.Made.Current.Description ?? "");
        var isToGoogle = pair.Made == pair.Google;
        var start = $"CONTENT MIRRORED FROM {(isToGoogle ? "COMPANY" : "GOOGLE SUPPORT")}:\n";
        var end = isToGoogle ? $"\nCompany Case: {pair.Original.Current.Ref}" : "";
        if (!copy.StartsWith(start, StringComparison.Ordinal) || !copy.EndsWith(end, StringComparison.Ordinal)
            || !text.StartsWith(copy[start.Length..^end.Length], StringComparison.Ordinal))
        {
            world.Checks.Violate(Rules.DescriptionNotWhole, $"{pair}");
            return;
        }

        var rest = text[(copy.Length - start.Length - end.Length)..];
        var parts = CommentInvariants.CopiesOf(pair, pair.Original.Current.Ref.Side, CommentInvariants.Description);
        var isRefused = Refusals.WasRefused(world, pair.Original, ItemKind.Comment, CommentInvariants.Description);
        if (rest.Length == 0 ? parts.Count > 0 : !isPaused && !isRefused && !MirrorText.AreWhole(parts, rest))
        {
            world.Checks.Violate(
                Rules.DescriptionNotWhole, $"{pair}: of {rest.Length} more units there are {parts.Count} parts");
        }
    }

    // A sync that is under way when the flag goes may end what it began.
    private static void CheckFlag(World world, Pair pair)
    {
        var goneAt = pair.Company.FlagSetAt + s_syncMax.Ticks;
        if (pair.Company.Current.IsSyncRequested)
        {
            return;
        }

        foreach (var side in new[] { Side.Google, Side.Company })
        {
            var comment = pair.On(side).Comments.Find(
                comment => comment.IsOurs && comment.MadeAt > goneAt
                    && MirrorText.Find(comment, side.Other()) is not null);
            var file = pair.On(side).Files.Find(file => file.IsOurs && file.MadeAt > goneAt);
            if ((comment?.Shown.Body ?? file?.Shown.FileName) is { } late)
            {
                world.Checks.Violate(Rules.NothingUnflagged, $"{pair} on {side}: {late}");
            }
        }
    }

    private static readonly TimeSpan s_syncMax = TimeSpan.FromMinutes(15);

    private static void CheckState(World world, Pair pair)
    {
        var (google, company) = (pair.Google.Current.State, pair.Company.Current.State);
        var closed = google == CaseState.Closed ? Side.Google : Side.Company;
        if (google != company && world.ServerOf(closed).Settings.Traits.CanReopen)
        {
            world.Checks.Violate(Rules.States, $"{pair}: {google} and {company}");
        }
        else if (google != company && !pair.On(closed.Other()).Comments.Exists(
            comment => comment.IsOurs
                && comment.Shown.Body.StartsWith("[CaseSync: case not reopened]", StringComparison.Ordinal)))
        {
            world.Checks.Violate(Rules.States, $"{pair}: {google} and {company}, and nobody was told");
        }
    }
}
