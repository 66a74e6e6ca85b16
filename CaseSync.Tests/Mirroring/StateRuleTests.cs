using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;

namespace CaseSync.Tests.Mirroring;

public sealed class StateRuleTests
{
    private const CaseState Open = CaseState.Open;
    private const CaseState Closed = CaseState.Closed;

    // As last seen and as read, of source and target; every other combination asks for nothing.
    private static readonly Dictionary<(CaseState?, CaseState?, CaseState, CaseState), StateChange> s_changes = new()
    {
        [(null, null, Closed, Open)] = StateChange.CloseTarget,
        [(null, Open, Closed, Open)] = StateChange.CloseTarget,
        [(Open, null, Closed, Open)] = StateChange.CloseTarget,
        [(Open, Open, Closed, Open)] = StateChange.CloseTarget,
        [(Closed, null, Open, Closed)] = StateChange.ReopenTarget,
        [(Closed, Open, Open, Closed)] = StateChange.ReopenTarget,
        [(Closed, Closed, Open, Closed)] = StateChange.ReopenTarget,
    };

    [Fact]
    public void Decide_AnyCombination_CarriesOnlyAChangeOfTheSource()
    {
        CaseState?[] seen = [null, Open, Closed];
        CaseState[] read = [Open, Closed];
        foreach (var combination in from seenSource in seen
                                    from seenTarget in seen
                                    from source in read
                                    from target in read
                                    select (seenSource, seenTarget, source, target))
        {
            var (seenSource, seenTarget, source, target) = combination;
            var expected = s_changes.GetValueOrDefault(combination, StateChange.None);

            var decided = StateRule.Decide(seenSource, seenTarget, source, target, targetCanReopen: true);
            Assert.True(expected == decided, $"{combination}: {decided}");

            decided = StateRule.Decide(seenSource, seenTarget, source, target, targetCanReopen: false);
            expected = expected == StateChange.ReopenTarget ? StateChange.SayCannotReopen : expected;
            Assert.True(expected == decided, $"{combination} without reopening: {decided}");
        }
    }

    [Fact]
    public void Decide_TargetWasReopenedMeanwhile_KeepsItOpen() =>
        Assert.Equal(StateChange.None, StateRule.Decide(Open, Closed, Closed, Open, targetCanReopen: true));
}
