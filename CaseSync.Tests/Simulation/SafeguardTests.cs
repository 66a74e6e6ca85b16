using System.Globalization;
using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>Each safeguard is needed: without it some history breaks a rule. So the simulator would see it go.</summary>
public sealed class SafeguardTests
{
    private const int HistoriesMax = 2_000;

    public static TheoryData<string> Safeguards => [.. Without.Names];

    [Theory]
    [MemberData(nameof(Safeguards))]
    public void Without_OneSafeguard_SomeHistoryBreaksARule(string name)
    {
        // One of them in every run, all of them where CI says so.
        Assert.SkipUnless(name == Without.Intent || Environment.GetEnvironmentVariable("CI") == "true", "CI=true takes every safeguard away in turn.");
        var options = SimulatorOptions.Parse(["--seed", "1", "--histories", HistoriesMax.ToString(CultureInfo.InvariantCulture), "--without", name]);

        var breaking = Enumerable.Range(0, HistoriesMax)
            .FirstOrDefault(history => History.Run(options.PlanOf(history), logs: false).Violations.Count > 0, -1);

        Assert.True(breaking >= 0, $"{HistoriesMax} histories broke no rule without {name}.");
    }
}
