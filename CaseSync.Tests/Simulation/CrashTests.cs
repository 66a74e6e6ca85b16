using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>A process dies before, or right after, each single write of a history, one at a time.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(nameof(FaultKind.CrashBeforeWrite), nameof(Target.Google))]
    [InlineData(nameof(FaultKind.CrashBeforeWrite), nameof(Target.Company))]
    [InlineData(nameof(FaultKind.CrashBeforeWrite), nameof(Target.Store))]
    [InlineData(nameof(FaultKind.CrashBeforeWrite), nameof(Target.Tasks))]
    [InlineData(nameof(FaultKind.CrashAfterWrite), nameof(Target.Google))]
    [InlineData(nameof(FaultKind.CrashAfterWrite), nameof(Target.Company))]
    [InlineData(nameof(FaultKind.CrashAfterWrite), nameof(Target.Store))]
    [InlineData(nameof(FaultKind.CrashAfterWrite), nameof(Target.Tasks))]
    public void Crash_AtAnyWrite_LosesAndDoublesNothing(string kind, string target)
    {
        var plan = Runs.Plan("--seed 4 --faults none --days 0.2");
        var step = Runs.IsCi ? 1 : 37;
        for (var write = 0; ; write += step)
        {
            var crash = new PlannedFault(
                1, 0, Enum.Parse<FaultKind>(kind), Enum.Parse<Target>(target), CallKind.Write, write, 0, 0);
            var result = History.Run(plan with { Faults = [crash] }, logs: false);

            Assert.True(
                result.Violations is [],
                $"{kind} at write {write} to {target}: {string.Join("; ", result.Violations)}");
            if (result.Faults == 0)
            {
                Assert.True(write > 10, $"Only {write} writes to {target}.");
                return;
            }
        }
    }
}
