using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Faulting;

/// <summary>What is going to go wrong in one history.</summary>
internal static class FaultPlan
{
    private static readonly FaultKind[] s_light =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.ResetBefore, FaultKind.ResetAfter,
        FaultKind.Throttled,
        FaultKind.Error503, FaultKind.CrashBeforeWrite, FaultKind.CrashAfterWrite, FaultKind.StoreConflict,
        FaultKind.TaskTwice,
        FaultKind.TaskLate, FaultKind.HostCrash,
    ];

    // Every write without an answer took effect here, and no repetition fails: so each is a duplicate.
    private static readonly FaultKind[] s_beyondSettle =
    [
        FaultKind.TimeoutAfterBeyondSettle, FaultKind.TimeoutAfterBeyondSettle, FaultKind.TaskTwice,
        FaultKind.TaskTwiceAtOnce,
        FaultKind.TaskLate, FaultKind.InsertWhilePaging, FaultKind.EmptyPage, FaultKind.StaleSearch,
    ];

    private static readonly FaultKind[] s_heavy =
        [.. Enum.GetValues<FaultKind>()
            .Where(kind => kind < FaultKind.PagesOutOfOrder && kind != FaultKind.TimeoutAfterBeyondSettle)];

    public static IReadOnlyList<PlannedFault> Draw(
        Dice dice, FaultLevel level, bool isBeyondSettle, bool isSparse, TimeSpan length)
    {
        if (level == FaultLevel.None)
        {
            return [];
        }

        // A history has some of the kinds, many times: all at once would hide what each does.
        var kinds = isBeyondSettle ? s_beyondSettle : level == FaultLevel.Light ? s_light : s_heavy.Where(
            _ => dice.Chance(0.4)).ToArray();
        var faults = new List<PlannedFault>();
        for (var number = 1; number <= (level == FaultLevel.Light ? 25 : 80) && kinds.Length > 0; number++)
        {
            var kind = dice.Pick(kinds);
            if (dice.Chance(Likelihood(kind)))
            {
                faults.Add(Draw(dice, number, kind, isSparse, length));
            }
        }

        return [.. faults.OrderBy(fault => fault.At).ThenBy(fault => fault.Number)];
    }

    /// <summary>Faults that must last as long as they say, though people and the other faults have stopped.</summary>
    public static bool IsToTheEnd(FaultKind kind) =>
        kind is FaultKind.SideDownForTwoDays or FaultKind.PollsStoppedForADay;

    private static double Likelihood(FaultKind kind) => kind < FaultKind.SideDown || kind == FaultKind.HostCrash ? 1
        : IsToTheEnd(kind) || kind == FaultKind.ItemAlwaysFails ? 0.05 : 0.15;

    private static PlannedFault Draw(Dice dice, int number, FaultKind kind, bool isSparse, TimeSpan length)
    {
        var target = kind switch
        {
            FaultKind.StoreConflict or FaultKind.StoreDown => Target.Store,
            FaultKind.TaskTwice or FaultKind.TaskTwiceAtOnce or FaultKind.TaskLate or FaultKind.TaskNever
                or FaultKind.QueueDown
                or FaultKind.QueuePaused => Target.Tasks,
            FaultKind.Throttled or FaultKind.ThrottledRetryAfter or FaultKind.TokenExpired
                or FaultKind.TimeoutAfterHidden
                or FaultKind.TimeoutAfterBeyondSettle or (>= FaultKind.BrokenBody and <= FaultKind.InsertWhilePaging)
                or >= FaultKind.SideDown => dice.Chance(0.5) ? Target.Google : Target.Company,
            _ => (Target)dice.Roll(4),
        };
        var call = kind switch
        {
            FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden or FaultKind.TimeoutAfterBeyondSettle
                or FaultKind.ResetAfter
                or FaultKind.Error500After or FaultKind.FreezeBeforeSend or FaultKind.CrashBeforeWrite
                or FaultKind.CrashAfterWrite
                or FaultKind.StoreConflict => CallKind.Write,
            _ => dice.Chance(0.5) ? CallKind.Read : CallKind.Write,
        };
        return new PlannedFault(
            number, dice.Between(TimeSpan.Zero, length), kind, target, call, dice.Roll(8), Length(dice, kind, isSparse),
            dice.Next());
    }

    private static long Length(Dice dice, FaultKind kind, bool isSparse) => kind switch
    {
        // With its 20 s, within SettleTime.
        FaultKind.TimeoutAfterHidden => dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(95)),
        FaultKind.TimeoutAfterBeyondSettle => dice.Between(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(40)),
        FaultKind.Slow => dice.Between(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(19)),
        FaultKind.FreezeBeforeSend => dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        FaultKind.TaskLate => dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromHours(3)),
        FaultKind.TaskTwice => dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
        FaultKind.SideDenied or FaultKind.SideForbidden => TimeSpan.FromMinutes(10).Ticks,
        FaultKind.SideDownForTwoDays => TimeSpan.FromDays(2).Ticks,
        FaultKind.PollsStoppedForADay => TimeSpan.FromDays(1).Ticks,
        FaultKind.SideDown or FaultKind.SideAnswers503 => dice.Between(TimeSpan.FromSeconds(30), TimeSpan.FromHours(2)),
        FaultKind.PollsStopped => dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromHours(2)),
        // An operator forgot it: what waits in it is dropped after 31 days.
        FaultKind.QueuePaused when isSparse => TimeSpan.FromDays(33).Ticks,
        FaultKind.StoreDown or FaultKind.QueueDown or FaultKind.QueuePaused =>
            dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(40)),
        FaultKind.ClockAhead or FaultKind.ClockBehind => dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        _ => dice.Between(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(30)),
    };
}
