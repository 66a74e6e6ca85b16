namespace CaseSync.Tests.Simulation;

/// <summary>
/// Some histories of the simulator in every run, some thousands where CI says so (three minutes on two cores); more by
/// hand.
/// </summary>
public sealed class HistoryTests
{
    [Theory]
    [InlineData("none", 40)]
    [InlineData("light", 400)]
    [InlineData("heavy", 2_000)]
    public void History_FaultsThenHealing_BreaksNoRule(string faults, int inCi) =>
        Runs.MustHold($"--seed 1 --histories {(Runs.IsCi ? inCi : 8)} --faults {faults}");

    [Theory]
    [InlineData("Generic")]
    [InlineData("RequestTracker")]
    public void History_WithACrmAsItsAdapterDeclaresIt_BreaksNoRule(string kind) =>
        Runs.MustHold($"--seed 1 --histories {(Runs.IsCi ? 200 : 4)} --crm {kind}");

    [Fact]
    public void History_OfSeventyFiveDays_BreaksNoRuleAndCleansUp()
    {
        var output = Runs.MustHold($"--seed 1 --histories {(Runs.IsCi ? 100 : 2)} --days 75 --counts");
        Assert.SkipUnless(Runs.IsCi, "CI=true runs 100 of them.");

        Assert.All(
            new[] { "mappings-buried", "tombstones-revived", "tasks-dropped-after-31-days",
                "items-refused-after-24-hours" },
            what => Assert.Matches($"{what}=[1-9]", output));
    }

    [Fact]
    public void History_WritesShowAfterTheSettleTime_EachDuplicateIsCounted()
    {
        var output = Runs.MustHold($"--seed 1 --histories {(Runs.IsCi ? 100 : 3)} --with beyond-settle --counts");

        Assert.Matches("ambiguous-writes=[1-9]", output);
    }
}
