using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Checking;

/// <summary>What must be true of a pair: nothing lost, nothing doubled, nothing unexpected, in order, alike.</summary>
internal static class PairInvariants
{
    public static void Check(World world, Pair pair)
    {
        // Deliberately unflagged: what came since then waits for the flag. Closed when the store was lost: none of ours any more.
        var isPaused = !pair.Company.Current.IsSyncRequested || (world.Store.Losses > 0 && pair.IsClosed);
        foreach (var from in new[] { Side.Google, Side.Company })
        {
            CommentInvariants.Check(world, pair, from, isPaused);
            AttachmentInvariants.Check(world, pair, from, isPaused);
        }

        NoticeInvariants.Check(world, pair);
        if (!isPaused)
        {
            CheckPriority(world, pair);
            CheckState(world, pair);
        }
    }

    private static void CheckPriority(World world, Pair pair)
    {
        var (google, company) = (pair.Google.Current, pair.Company.Current);
        var areOpen = google.State == CaseState.Open && company.State == CaseState.Open;
        if (areOpen && company.Priority != world.Crm.Settings.Traits.StoredPriority(google.Priority!.Value))
        {
            world.Checks.Violate("priorities agree", $"{pair}: {google.Priority} and {company.Priority}");
        }
    }

    private static void CheckState(World world, Pair pair)
    {
        var (google, company) = (pair.Google.Current.State, pair.Company.Current.State);
        var closed = google == CaseState.Closed ? Side.Google : Side.Company;
        if (google != company && world.ServerOf(closed).Settings.Traits.CanReopen)
        {
            world.Checks.Violate("states agree", $"{pair}: {google} and {company}");
        }
        else if (google != company && !pair.On(closed.Other()).Comments.Exists(
            comment => comment.IsOurs && comment.Shown.Body.StartsWith("[CaseSync: case not reopened]", StringComparison.Ordinal)))
        {
            world.Checks.Violate("states agree", $"{pair}: {google} and {company}, and nobody was told");
        }
    }
}
