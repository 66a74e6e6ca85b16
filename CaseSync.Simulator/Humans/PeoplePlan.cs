using CaseSync.Core.Cases;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Humans;

/// <summary>What people are going to do in one history.</summary>
internal static class PeoplePlan
{
    private const int Cases = 5;
    private const int DeedsPerCase = 9;
    private static readonly TimeSpan s_closedFor = TimeSpan.FromDays(31);
    private static readonly TimeSpan s_pollFrom = TimeSpan.FromSeconds(61.9);
    private static readonly TimeSpan s_pollTo = TimeSpan.FromSeconds(62.1);
    private static readonly TimeSpan s_syncFrom = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan s_syncTo = TimeSpan.FromSeconds(0.9);
    private static readonly HumanDeed[] s_revivals =
        [HumanDeed.Reopen, HumanDeed.Comment, HumanDeed.Attach, HumanDeed.SetPriority];

    // How often each is done, beside the others.
    private static readonly HumanDeed[] s_deeds =
    [
        .. Enumerable.Repeat(HumanDeed.Comment, 12), .. Enumerable.Repeat(HumanDeed.TwoComments, 3),
        .. Enumerable.Repeat(HumanDeed.CommentOnBothSides, 3), .. Enumerable.Repeat(HumanDeed.Attach, 4),
        .. Enumerable.Repeat(HumanDeed.AttachTwins, 2), .. Enumerable.Repeat(HumanDeed.SetPriority, 4),
        .. Enumerable.Repeat(HumanDeed.Close, 3), .. Enumerable.Repeat(HumanDeed.Reopen, 3),
        HumanDeed.InternalNote, HumanDeed.InternalNote, HumanDeed.AttachInternally, HumanDeed.SetPriorityOnBothSides,
        HumanDeed.CloseOnBothSides, HumanDeed.Unflag, HumanDeed.Flag, HumanDeed.Flag, HumanDeed.Clone,
    ];

    public static IReadOnlyList<HumanAction> Draw(Dice dice, bool isSparse, TimeSpan length)
    {
        var actions = new List<HumanAction>();
        for (var i = 0; i < Cases; i++)
        {
            if (isSparse && dice.Chance(0.8))
            {
                DrawLongClosed(dice, actions, length);
            }
            else
            {
                var opening = Open(dice, actions, length * 0.4);
                DrawDeeds(
                    dice, actions, opening, new TimeSpan(opening.At), length,
                    dice.Between(DeedsPerCase / 2, DeedsPerCase * 3 / 2));
            }
        }

        return [.. actions.OrderBy(action => action.At).ThenBy(action => action.Number)];
    }

    // Some days of work, then closed until clean-up has buried it, and perhaps somebody comes back to it.
    private static void DrawLongClosed(Dice dice, List<HumanAction> actions, TimeSpan length)
    {
        var opening = Open(dice, actions, length * 0.2);
        var closedAt = new TimeSpan(opening.At) + (length * 0.1);
        DrawDeeds(dice, actions, opening, new TimeSpan(opening.At), closedAt, dice.Roll(DeedsPerCase));
        actions.Add(Action(dice, actions, closedAt.Ticks, HumanDeed.CloseOnBothSides, opening));
        var wokenAt = dice.Between(closedAt + s_closedFor, length);
        if (dice.Chance(0.6))
        {
            actions.Add(Action(dice, actions, wokenAt, dice.Pick(s_revivals), opening));
            DrawDeeds(dice, actions, opening, new TimeSpan(wokenAt), length, dice.Roll(DeedsPerCase / 2));
        }
    }

    private static HumanAction Open(Dice dice, List<HumanAction> actions, TimeSpan latest)
    {
        var number = actions.Count + 1;
        var opening = new HumanAction(
            number, dice.Between(TimeSpan.Zero, latest), HumanDeed.Open, PickSide(dice), number, dice.Next());
        actions.Add(opening);
        return opening;
    }

    // In bursts: within seconds, within the hour, or whenever.
    private static void DrawDeeds(
        Dice dice, List<HumanAction> actions, HumanAction opening, TimeSpan from, TimeSpan to, int count)
    {
        var at = from.Ticks;
        for (; count > 0; count--)
        {
            at = dice.Roll(4) switch
            {
                0 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)),
                1 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(2)),
                2 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromHours(1)),
                _ => dice.Between(from, to),
            };
            if (at < to.Ticks)
            {
                var action = Action(dice, actions, at, dice.Pick(s_deeds), opening);
                actions.Add(action);
                if (dice.Chance(0.15))
                {
                    AddAfterthought(dice, actions, action);
                }
            }
        }
    }

    // Somebody comments as a poll begins, and adds a word while what it found is synced: both bear the time of one
    // second.
    private static void AddAfterthought(Dice dice, List<HumanAction> actions, HumanAction before)
    {
        var at = (before.At / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute) + dice.Between(s_pollFrom, s_pollTo);
        actions.Add(
            before with { Number = actions.Count + 1, At = at, Deed = HumanDeed.Comment, Chance = dice.Next() });
        at += dice.Between(s_syncFrom, s_syncTo);
        actions.Add(
            before with { Number = actions.Count + 1, At = at, Deed = HumanDeed.Comment, Chance = dice.Next() });
    }

    private static HumanAction Action(
        Dice dice, List<HumanAction> actions, long at, HumanDeed deed, HumanAction opening) =>
        new(actions.Count + 1, at, deed, PickSide(dice), opening.Number, dice.Next());

    private static Side PickSide(Dice dice) => dice.Chance(0.5) ? Side.Google : Side.Company;
}
