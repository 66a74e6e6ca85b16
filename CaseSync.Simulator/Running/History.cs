using CaseSync.Core.Cases;
using CaseSync.Simulator.Checking;

namespace CaseSync.Simulator.Running;

/// <summary>What came of a history.</summary>
internal sealed record HistoryResult(
    HistoryPlan Plan, long Events, int Faults, TimeSpan Lasted, IReadOnlyList<Violation> Violations, Tally Tally,
    EventLog Log);

/// <summary>One history: faults, then healing, then the question whether everything is as it should be.</summary>
internal static class History
{
    /// <summary>What convergence may take after healing.</summary>
    public static readonly TimeSpan ConvergesWithin = TimeSpan.FromHours(3);

    /// <summary>The same, where a task was lost: the daily sweep makes it again.</summary>
    public static readonly TimeSpan ConvergesWithSweep = ConvergesWithin + TimeSpan.FromHours(25);

    /// <summary>
    /// How much longer a pair may take with each item that always fails: it is refused after 24 hours, and said with
    /// the next attempts.
    /// </summary>
    public static readonly TimeSpan RefusesWithin = TimeSpan.FromHours(26);

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
        var within = world.Faults.HasLostTask || plan.IsSparse ? ConvergesWithSweep : ConvergesWithin;
        if (world.People.Poisoned.Count > 0)
        {
            // What always fails holds up no case but its own. It is refused where the side serves others: so there must
            // be others.
            CheckAfter(within, world, isLast: false);
            for (var poison = 0; poison < world.People.MostPoisonOnOne; poison++)
            {
                world.People.OpenAnother(Side.Google);
                world.People.OpenAnother(Side.Company);
                within += RefusesWithin;
                Run(within, world);
            }

            world.MayAwaitRefusal = false;
        }

        CheckAfter(within, world, isLast: true);
        world.Tally.Count(Tally.AmbiguousWrites, world.Scheduler.AmbiguousWrites);
        return new HistoryResult(
            plan, world.Scheduler.EventCount, world.Faults.Count, new TimeSpan(world.Now), world.Checks.Violations,
            world.Tally, world.Log);
    }

    // Where duplicates are counted, each is to be counted once.
    private static void CheckAfter(TimeSpan within, World world, bool isLast)
    {
        Run(within, world);
        if (!world.Checks.HasViolation && (isLast || !world.Plan.IsBeyondSettle))
        {
            Invariants.Check(world);
        }
    }

    private static void Run(TimeSpan within, World world) =>
        world.Scheduler.RunUntil(world.Plan.HealAt + within.Ticks, () => world.Checks.HasViolation);
}
