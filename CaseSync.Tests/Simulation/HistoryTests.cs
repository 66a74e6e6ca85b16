using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>Some histories of the simulator as tests; thousands are run by hand, and some hundreds where CI says so.</summary>
public sealed class HistoryTests
{
    private static readonly bool s_isCi = Environment.GetEnvironmentVariable("CI") == "true";

    [Theory]
    [InlineData("none", 1)]
    [InlineData("light", 1)]
    [InlineData("heavy", 1)]
    public void History_FaultsThenHealing_BreaksNoRule(string faults, int seed)
    {
        var output = new StringWriter();

        var exitCode = new Campaign(Options("--seed", $"{seed}", "--histories", s_isCi ? "100" : "8", "--faults", faults), output).Run();

        Assert.True(exitCode == 0, output.ToString());
    }

    [Fact]
    public void History_SameSeed_IsTheSameEventForEvent()
    {
        var plan = Options("--seed", "5").PlanOf(0);

        var (first, second) = (History.Run(plan, logs: true), History.Run(plan, logs: true));

        Assert.True(first.Log.Lines.Count > 500);
        Assert.Equal(first.Log.Lines, second.Log.Lines);
        Assert.Equal(first.Events, second.Events);
    }

    [Fact]
    public void History_OtherSeed_IsAnother() => Assert.NotEqual(
        History.Run(Options("--seed", "5").PlanOf(0), logs: true).Log.Lines,
        History.Run(Options("--seed", "6").PlanOf(0), logs: true).Log.Lines);

    private static SimulatorOptions Options(params string[] args) => SimulatorOptions.Parse(args);
}
