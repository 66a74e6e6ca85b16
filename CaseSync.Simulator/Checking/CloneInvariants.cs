using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>A clone names another's Google case: it is not paired, and says so once.</summary>
internal static class CloneInvariants
{
    public static void Check(World world, ServerCase clone, List<ServerCase> counterparts)
    {
        if (HasTakenOver(world, clone))
        {
            return;
        }

        if (counterparts.Count > 0)
        {
            world.Checks.Violate(
                Rules.UnexpectedCase, $"the clone {clone.Current.Ref} became {counterparts[0].Current.Ref}");
        }

        // While it was not yet looked at it may have been late, as any other case.
        var ours = clone.Comments.Where(
            comment => comment.IsOurs && !NoticeInvariants.IsAboutOutage(comment.Shown.Body)).ToList();
        if (ours.Find(
            comment =>
                !comment.Shown.Body.StartsWith("[CaseSync: case not synced]",
                    StringComparison.Ordinal)) is { } unexpected)
        {
            world.Checks.Violate(Rules.UnexpectedComment, $"on the clone {clone.Current.Ref}: {unexpected.Shown.Body}");
        }
        else
        {
            // That it is a clone, and later that the Google case is gone, are two things to say.
            var most = ours.GroupBy(
                comment => comment.Shown.Body.Contains(" cannot be found", StringComparison.Ordinal))
                .Select(same => same.Count()).DefaultIfEmpty().Max();
            world.Checks.Once(most, Rules.NoticeDuplicated, $"{ours.Count} on the clone {clone.Current.Ref}");
        }
    }

    /// <summary>
    /// Its original was deleted, and then the store was lost: it alone names the Google case, and nothing tells that it
    /// is a clone.
    /// </summary>
    public static bool HasTakenOver(World world, ServerCase clone) => world.Store.Losses > 0
        && clone.Current.GoogleCaseName is { } google
        && world.Crm.Cases.All(
            other => other.IsClone || other.IsGone || !google.IsSameCaseAs(other.Current.GoogleCaseName));
}
