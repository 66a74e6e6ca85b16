using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>The connector's own words: each once, on the right side, and no others.</summary>
internal static class NoticeInvariants
{
    private const string Paired = "This case is now syncing with Company Case: ";
    private const string Late = "This case has not synced properly in ";
    private const string Resumed = "Syncing has resumed.";

    public static bool IsAboutOutage(string body) => body == Resumed || body.StartsWith(Late, StringComparison.Ordinal);

    public static void Check(World world, Pair pair)
    {
        foreach (var side in new[] { Side.Google, Side.Company })
        {
            var said = pair.On(side).Comments.Where(
                comment => comment.IsOurs && MirrorText.Find(comment, side.Other()) is null).ToList();
            var ours = said.ConvertAll(comment => comment.Shown.Body);
            CheckPaired(world, pair, side, said);
            CheckOutages(world, pair, side, said);
            foreach (var same in ours.Where(
                body => body.StartsWith("[CaseSync: ", StringComparison.Ordinal)).GroupBy(body => body,
                StringComparer.Ordinal))
            {
                // A reopening is said each time that it happens.
                var most = same.Key.StartsWith("[CaseSync: case not reopened]", StringComparison.Ordinal)
                    ? Reopenings(world, pair, side)
                    : 1;
                world.Checks.Once(same.Count() - most + 1, Rules.NoticeDuplicated, $"{pair} on {side}: {same.Key}");
            }

            if (ours.Find(body => IsUnjustified(world, pair.On(side), body)) is { } unjustified)
            {
                world.Checks.Violate(Rules.Reasons, $"{pair} on {side}: {unjustified}");
            }

            if (ours.Find(body => !IsKnown(body)) is { } unexpected)
            {
                world.Checks.Violate(Rules.UnexpectedComment, $"{pair} on {side}: {unexpected}");
            }
        }
    }

    // As the ledger has them; a store that was lost, or has buried the pair, has forgotten some.
    private static int Reopenings(World world, Pair pair, Side side) =>
        world.Store.Losses == 0 && !world.Store.HasBuried(pair.Original.Current.Ref)
            && world.Store.FindMapping(pair.Original.Current.Ref) is { } mapping
            ? world.Store.Content.Items.GetValueOrDefault(mapping.Id)?.Values.Count(
                item => item is { State: ItemState.Done or ItemState.Intent, Key.Kind: ItemKind.Notice }
                    && item.Key.Side == side
                    && item.Key.SourceId.StartsWith("reopened:", StringComparison.Ordinal)) ?? 0
            : int.MaxValue;

    private static bool IsUnjustified(World world, ServerCase source, string body) =>
        Refusals.FindNotCopied(body) is var (kind, id) && !Refusals.IsJustified(world, source, kind, id);

    private static bool IsKnown(string body) => IsAboutOutage(body)
        || body.StartsWith(Paired, StringComparison.Ordinal)
        || body.StartsWith("[CaseSync: ", StringComparison.Ordinal);

    private static void CheckPaired(World world, Pair pair, Side side, List<ServerComment> ours)
    {
        var notices = ours.FindAll(comment => comment.Shown.Body.StartsWith(Paired, StringComparison.Ordinal));
        var said = notices.ConvertAll(comment => comment.Shown.Body);
        var expected = side == Side.Google ? 1 : 0;
        // While it is unknown which account is ours, at first and after a wipe, a notice whose answer nobody lived to
        // store cannot be told from a person's.
        var unrecorded = notices.Count(notice => !world.Store.HasRecordedNotice(notice.Shown.Id));
        var most = expected + (world.Google.Settings.KnowsOwnAccount || world.Plan.IsBeyondSettle ? 0
            : expected * (unrecorded + world.Store.Losses));
        // Where the Google case was closed and took no comments, the announcement was refused.
        if (said.Count < expected && pair.Company.Current.IsSyncRequested && !world.Google.Settings.ClosedRefuses)
        {
            world.Checks.Violate(Rules.Announced, $"{pair}");
        }
        else if (world.Plan.IsBeyondSettle || world.AllCounterpartsOf(pair.Original).Count() == 1)
        {
            // A lost store that does not know our account takes our Google case for a person's (where its CRM case
            // names it not yet).
            var mayBeOther = !world.Google.Settings.KnowsOwnAccount && world.Store.Losses > 0;
            var isOther = !mayBeOther && said.Exists(body => body != Paired + pair.Company.Current.Ref);
            world.Checks.Once(
                isOther ? said.Count + 1 : said.Count - most + 1, Rules.NoticeDuplicated,
                $"{pair} on {side}: {string.Join(" | ", said)}");
        }
    }

    // Whom it had told, a wiped store finds out by what they show; not where it does not know who we are.
    private static void CheckOutages(World world, Pair pair, Side side, List<ServerComment> ours)
    {
        if (world.Store.WipedAt is not { } wipedAt)
        {
            return;
        }

        var forgotAt = world.ServerOf(side).Settings.KnowsOwnAccount ? [] : wipedAt;
        var (isTold, saidAt) = (false, 0L);
        foreach (var comment in ours.Where(comment => IsAboutOutage(comment.Shown.Body)))
        {
            var body = comment.Shown.Body;
            isTold &= body == Resumed || !forgotAt.Any(at => saidAt <= at && at < comment.MadeAt);
            saidAt = comment.MadeAt;
            // A closed case may have refused the resumption of the one before.
            if (isTold == (body != Resumed) && !(isTold && world.ServerOf(side).Settings.ClosedRefuses))
            {
                var all = ours.Select(said => said.Shown.Body).Where(said => !said.StartsWith('['));
                world.Checks.Once(2, Rules.OneNotice, $"{pair} on {side}: {string.Join(" | ", all)}");
                if (!world.Plan.IsBeyondSettle)
                {
                    return;
                }
            }

            isTold = body != Resumed;
        }

        var isOpen = pair.Google.Current.State == CaseState.Open || pair.Company.Current.State == CaseState.Open;
        var mayWait = world.ServerOf(side).Settings.ClosedRefuses
            || Refusals.AwaitsRefusal(world, pair.Google, pair.Company)
            || Refusals.AwaitsAccount(world, pair.Google);
        if (isTold && isOpen && forgotAt.Count == 0 && !world.Plan.IsBeyondSettle
            && pair.Company.Current.IsSyncRequested && !mayWait)
        {
            world.Checks.Violate(Rules.Resumption, $"{pair} on {side}");
        }
    }
}
