using CaseSync.Simulator.Checking;

namespace CaseSync.Simulator.Running;

/// <summary>What came of a history.</summary>
internal sealed record HistoryResult(long Events, int Faults, IReadOnlyList<Violation> Violations, EventLog Log);

/// <summary>One history: faults, then healing, then the question whether everything is as it should be.</summary>
internal static class History
{
    /// <summary>What convergence may take after healing, when no task was lost.</summary>
    public static readonly TimeSpan ConvergesWithin = TimeSpan.FromHours(3);

    // A lost task is made again by the daily sweep.
    private static readonly TimeSpan s_withSweep = TimeSpan.FromHours(25);

    public static HistoryResult Run(HistoryPlan plan, bool logs)
    {
        var world = new World(plan, new EventLog(logs));
        foreach (var action in plan.People)
        {
            world.Scheduler.At(action.At, () => world.People.Do(action));
        }

        foreach (var fault in plan.Faults)
        {
            world.Scheduler.At(fault.At, () => world.Faults.Begin(fault));
        }

        world.Schedule.Start();
        world.Scheduler.RunUntil(plan.HealAt, () => world.Checks.HasViolation);
        world.Faults.Heal();
        world.Log.Write(world.Now, "WORLD", "heals");
        var within = ConvergesWithin + (world.Faults.HasLostTask ? s_withSweep : TimeSpan.Zero);
        world.Scheduler.RunUntil(plan.HealAt + within.Ticks, () => world.Checks.HasViolation);
        if (!world.Checks.HasViolation)
        {
            Invariants.Check(world);
        }

        return new HistoryResult(world.Scheduler.EventCount, world.Faults.Count, world.Checks.Violations, world.Log);
    }
}
