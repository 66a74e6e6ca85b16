using CaseSync.Simulator.Checking;

namespace CaseSync.Simulator.Running;

/// <summary>What came of a history.</summary>
internal sealed record HistoryResult(
    HistoryPlan Plan, long Events, int Faults, TimeSpan Lasted, IReadOnlyList<Violation> Violations, Tally Tally, EventLog Log);

/// <summary>One history: faults, then healing, then the question whether everything is as it should be.</summary>
internal static class History
{
    /// <summary>What convergence may take after healing.</summary>
    public static readonly TimeSpan ConvergesWithin = TimeSpan.FromHours(3);

    /// <summary>The same, where a task was lost: the daily sweep makes it again.</summary>
    public static readonly TimeSpan ConvergesWithSweep = ConvergesWithin + TimeSpan.FromHours(25);

    /// <summary>The same, where an item always fails: it is refused after 24 hours, and said with the next attempts.</summary>
    public static readonly TimeSpan ConvergesWithPoison = ConvergesWithin + TimeSpan.FromHours(26);

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
        var within = world.People.Poison.Count > 0 ? ConvergesWithPoison
            : world.Faults.HasLostTask || plan.IsSparse ? ConvergesWithSweep : ConvergesWithin;
        world.Scheduler.RunUntil(plan.HealAt + within.Ticks, () => world.Checks.HasViolation);
        if (!world.Checks.HasViolation)
        {
            Invariants.Check(world);
        }

        world.Tally.Count(Tally.AmbiguousWrites, world.Scheduler.AmbiguousWrites);
        return new HistoryResult(
            plan, world.Scheduler.EventCount, world.Faults.Count, new TimeSpan(world.Now), world.Checks.Violations, world.Tally, world.Log);
    }
}
