using CaseSync.Core.Cases;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Humans;

/// <summary>What people are going to do in one history.</summary>
internal static class PeoplePlan
{
    private const int Cases = 5;
    private const int DeedsPerCase = 11;

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

    public static IReadOnlyList<HumanAction> Draw(Dice dice, TimeSpan length)
    {
        var actions = new List<HumanAction>();
        var number = 0;
        for (var i = 0; i < Cases; i++)
        {
            var opening = ++number;
            var openedAt = dice.Between(TimeSpan.Zero, length * 0.4);
            actions.Add(new HumanAction(opening, openedAt, HumanDeed.Open, PickSide(dice), opening, dice.Next()));
            var at = openedAt;
            for (var j = dice.Between(DeedsPerCase / 2, DeedsPerCase * 3 / 2); j > 0; j--)
            {
                // In bursts: within seconds, within the hour, or whenever.
                at = dice.Roll(4) switch
                {
                    0 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)),
                    1 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(2)),
                    2 => at + dice.Between(TimeSpan.Zero, TimeSpan.FromHours(1)),
                    _ => dice.Between(new TimeSpan(openedAt), length),
                };
                if (at < length.Ticks)
                {
                    actions.Add(new HumanAction(++number, at, dice.Pick(s_deeds), PickSide(dice), opening, dice.Next()));
                }
            }
        }

        return [.. actions.OrderBy(action => action.At).ThenBy(action => action.Number)];
    }

    private static Side PickSide(Dice dice) => dice.Chance(0.5) ? Side.Google : Side.Company;
}
