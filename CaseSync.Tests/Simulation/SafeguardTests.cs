using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>
/// Each safeguard is needed: without it some history breaks a rule, which breaks none with it. So the simulator would
/// see it go.
/// </summary>
public sealed class SafeguardTests
{
    private const int HistoriesMax = 2_000;

    public static TheoryData<string> Safeguards => [.. Without.Names];

    [Theory]
    [MemberData(nameof(Safeguards))]
    public void Without_OneSafeguard_SomeHistoryBreaksARule(string name)
    {
        // Some of them in every run, all of them where CI says so.
        Assert.SkipUnless(
            name is Without.Intent or Without.Order || Runs.IsCi, "CI=true takes every safeguard away in turn.");
        var options = Runs.Options(
            $"--seed 1 --histories {HistoriesMax} --days {(Without.NeedsWeeks(name) ? 75 : 2)} --without {name}");

        var isCaught = OrderedRuns.Run(
            n => Breaks(options.PlanOf(n)) && !Breaks(options.PlanOf(n) with { Without = null }), HistoriesMax,
            options.Jobs)
            .Contains(true);

        Assert.True(isCaught, $"{HistoriesMax} histories broke no rule without {name}.");
    }

    private static bool Breaks(HistoryPlan plan) => History.Run(plan, logs: false).Violations.Count > 0;
}
