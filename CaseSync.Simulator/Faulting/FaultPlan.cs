using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Faulting;

/// <summary>What is going to go wrong in one history.</summary>
internal static class FaultPlan
{
    private static readonly FaultKind[] s_light =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.Throttled,
        FaultKind.Error503, FaultKind.CrashBeforeWrite, FaultKind.CrashAfterWrite, FaultKind.StoreConflict, FaultKind.TaskTwice,
        FaultKind.TaskLate, FaultKind.HostCrash,
    ];

    public static IReadOnlyList<PlannedFault> Draw(Dice dice, FaultLevel level, TimeSpan length)
    {
        if (level == FaultLevel.None)
        {
            return [];
        }

        // A history has some of the kinds, many times: all at once would hide what each does.
        var kinds = level == FaultLevel.Light ? s_light : Enum.GetValues<FaultKind>().Where(_ => dice.Chance(0.4)).ToArray();
        var faults = new List<PlannedFault>();
        for (var number = 1; number <= (level == FaultLevel.Light ? 25 : 80) && kinds.Length > 0; number++)
        {
            var kind = dice.Pick(kinds);
            if (kind < FaultKind.SideDown || dice.Chance(0.15))
            {
                faults.Add(Draw(dice, number, kind, length));
            }
        }

        return [.. faults.OrderBy(fault => fault.At).ThenBy(fault => fault.Number)];
    }

    private static PlannedFault Draw(Dice dice, int number, FaultKind kind, TimeSpan length)
    {
        var target = kind switch
        {
            FaultKind.StoreConflict or FaultKind.StoreDown => Target.Store,
            FaultKind.TaskTwice or FaultKind.TaskTwiceAtOnce or FaultKind.TaskLate or FaultKind.TaskNever or FaultKind.QueueDown => Target.Tasks,
            FaultKind.Throttled or FaultKind.ThrottledRetryAfter or FaultKind.TimeoutAfterHidden or FaultKind.BrokenBody or FaultKind.EmptyPage
                or FaultKind.InsertWhilePaging or >= FaultKind.SideDown => dice.Chance(0.5) ? Target.Google : Target.Company,
            _ => (Target)dice.Roll(4),
        };
        var call = kind switch
        {
            FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden or FaultKind.ResetAfter or FaultKind.Error500After
                or FaultKind.FreezeBeforeSend or FaultKind.CrashBeforeWrite or FaultKind.CrashAfterWrite or FaultKind.StoreConflict => CallKind.Write,
            _ => dice.Chance(0.5) ? CallKind.Read : CallKind.Write,
        };
        return new PlannedFault(number, dice.Between(TimeSpan.Zero, length), kind, target, call, dice.Roll(8), Length(dice, kind), dice.Next());
    }

    private static long Length(Dice dice, FaultKind kind) => kind switch
    {
        FaultKind.TimeoutAfterHidden => dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(95)), // With its 20 s, within SettleTime.
        FaultKind.Slow => dice.Between(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(19)),
        FaultKind.FreezeBeforeSend => dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        FaultKind.TaskLate => dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromHours(3)),
        FaultKind.TaskTwice => dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
        FaultKind.SideDenied or FaultKind.SideForbidden => TimeSpan.FromMinutes(10).Ticks,
        FaultKind.SideDown or FaultKind.SideAnswers503 => dice.Chance(0.1)
            ? TimeSpan.FromDays(2).Ticks : dice.Between(TimeSpan.FromSeconds(30), TimeSpan.FromHours(2)),
        FaultKind.PollsStopped => dice.Chance(0.2) ? TimeSpan.FromDays(1).Ticks : dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromHours(2)),
        FaultKind.StoreDown or FaultKind.QueueDown => dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(40)),
        FaultKind.ClockAhead or FaultKind.ClockBehind => dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        _ => dice.Between(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(30)),
    };
}
