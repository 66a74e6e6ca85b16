using CaseSync.Core.Cases;
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
        CheckDescription(world, pair);
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

        var areOpen = google.State == CaseState.Open && company.State == CaseState.Open;
        if (areOpen && company.Priority != world.Crm.Settings.Traits.StoredPriority(google.Priority!.Value))
        {
            world.Checks.Violate(Rules.Priorities, $"{pair}: {google.Priority} and {company.Priority}");
        }
    }

    // Of a long one the rest is in comments.
    private static void CheckDescription(World world, Pair pair)
    {
        var (text, copy) = (pair.Original.Current.Description ?? "", pair.Made.Current.Description ?? "");
        var start = $"CONTENT MIRRORED FROM {(pair.Original == pair.Google ? "GOOGLE SUPPORT" : "COMPANY")}:\n";
        var limit = world.ServerOf(pair.Made.Current.Ref.Side).Settings.Traits.DescriptionLengthMax;
        var isLong = text.Length + start.Length + 40 > limit;
        if (!copy.StartsWith(start, StringComparison.Ordinal) || (isLong
            ? !text.StartsWith(copy[start.Length..].Split('\n')[0], StringComparison.Ordinal) : !copy[start.Length..].StartsWith(text, StringComparison.Ordinal)))
        {
            world.Checks.Violate(Rules.DescriptionNotWhole, $"{pair}");
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
                comment => comment.IsOurs && comment.MadeAt > goneAt && MirrorText.Find(comment, side.Other()) is not null);
            var file = pair.On(side).Files.Find(file => file.IsOurs && file.MadeAt > goneAt);
            if ((comment?.Shown.Body ?? file?.Shown.FileName) is { } late)
            {
                world.Checks.Violate(Rules.NothingUnflagged, $"{pair} on {side}: {late.Shown.Body}");
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
            comment => comment.IsOurs && comment.Shown.Body.StartsWith("[CaseSync: case not reopened]", StringComparison.Ordinal)))
        {
            world.Checks.Violate(Rules.States, $"{pair}: {google} and {company}, and nobody was told");
        }
    }
}
