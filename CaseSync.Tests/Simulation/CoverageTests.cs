using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Humans;
using CaseSync.Simulator.Systems;

namespace CaseSync.Tests.Simulation;

/// <summary>
/// Nothing of what the simulator lists is dead: each fault strikes, each deed is done, each text is written.
/// </summary>
public sealed class CoverageTests
{
    [Fact]
    public void Histories_Heavy_HaveEveryFaultAndEveryDeed()
    {
        Assert.SkipUnless(Runs.IsCi, "CI=true runs 200 histories.");
        var expected = Enum.GetNames<FaultKind>().Where(kind => kind != nameof(FaultKind.TimeoutAfterBeyondSettle))
            .Concat(Enum.GetNames<HumanDeed>()).Concat(Texts.Kinds.Select(kind => $"text: {kind}"))
            .Concat(Enum.GetNames<Body>().Select(body => $"broken: {body}"))
            .Concat([$"unmakeable: {ServerRules.Refused}", $"unmakeable: {ServerRules.Failing}"])
            .Concat(["priority that is never taken", "missing: update time"]).ToList();

        var tally = Runs.Count("--seed 1 --histories 200");

        Assert.True(expected.Count > 25);
        Assert.All(expected, what => Assert.True(tally[what] > 0, $"{what} never happened: {tally}"));
        Assert.True(tally["items-refused-after-24-hours"] > 0);
        Assert.True(
            Runs.Count("--seed 1 --histories 5 --with beyond-settle")[nameof(FaultKind.TimeoutAfterBeyondSettle)] > 0);
    }
}
