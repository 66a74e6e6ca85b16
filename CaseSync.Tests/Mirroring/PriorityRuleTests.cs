using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class PriorityRuleTests
{
    private static readonly Priority?[] s_values = [null, .. Enum.GetValues<Priority>().Cast<Priority?>()];

    // Four classes for five: what is written as P4 reads as P3.
    private static readonly SideTraits s_fourClasses =
        A.Traits(Side.Company) with { StoredPriority = priority => priority == Priority.P4 ? Priority.P3 : priority };

    public static TheoryData<Priority?, Priority?, Priority?, Priority?, Side?> Table => new()
    {
        { Priority.P3, Priority.P3, Priority.P3, null, null },
        { Priority.P3, Priority.P1, Priority.P3, Priority.P1, Side.Company },
        { Priority.P3, Priority.P4, Priority.P3, Priority.P4, Side.Company },
        { Priority.P3, Priority.P3, Priority.P0, Priority.P0, Side.Google },
        { Priority.P3, Priority.P3, Priority.P4, Priority.P4, Side.Google },
        { Priority.P3, Priority.P1, Priority.P2, Priority.P1, Side.Company },
        { Priority.P3, Priority.P2, Priority.P1, Priority.P1, Side.Google },
        { Priority.P3, Priority.P1, Priority.P1, Priority.P1, null },
        { null, Priority.P2, Priority.P4, Priority.P2, Side.Company },
        { null, Priority.P4, Priority.P2, Priority.P2, Side.Google },
        { null, Priority.P2, Priority.P2, Priority.P2, null },
        { null, null, null, null, null },
        { Priority.P3, null, Priority.P3, null, null },
        { Priority.P3, null, Priority.P1, Priority.P1, null },
        { Priority.P3, Priority.P1, null, Priority.P1, null },
    };

    [Theory, MemberData(nameof(Table))]
    public void Decide_ThreeWay_FollowsWhoChanged(
        Priority? agreed, Priority? google, Priority? company, Priority? wanted, Side? writeOn) =>
        Assert.Equal(new PriorityDecision(wanted, writeOn), Decide(agreed, google, company, A.Traits(Side.Company)));

    [Theory]
    [InlineData(Priority.P4, Priority.P4, Priority.P3, null, null)]
    [InlineData(Priority.P3, Priority.P4, Priority.P3, Priority.P4, null)]
    [InlineData(Priority.P1, Priority.P4, Priority.P1, Priority.P4, Side.Company)]
    [InlineData(Priority.P4, Priority.P4, Priority.P2, Priority.P2, Side.Google)]
    public void Decide_SideWithFourClasses_DiffersOnlyFromWhatTheAgreedOneReadsAsThere(
        Priority agreed, Priority google, Priority company, Priority? wanted, Side? writeOn) =>
        Assert.Equal(new PriorityDecision(wanted, writeOn), Decide(agreed, google, company, s_fourClasses));

    [Fact]
    public void Decide_AnyCombination_OnceCarriedOutLeavesNothingToDo()
    {
        foreach (var (agreed, google, company, traits) in Combinations())
        {
            var decision = Decide(agreed, google, company, traits);
            var (googleAfter, companyAfter) = (
                decision.WriteOn == Side.Google ? decision.Wanted : google,
                decision.WriteOn == Side.Company ? traits.StoredPriority(decision.Wanted!.Value) : company);

            var again = Decide(decision.Wanted ?? agreed, googleAfter, companyAfter, traits);

            Assert.True(
                again is { Wanted: null, WriteOn: null },
                $"agreed {agreed}, Google {google}, company {company}: then {again}");
        }
    }

    [Fact]
    public void Decide_AnyCombination_WantsWhatAChangedSideHasAndTheMoreUrgentOfTwo()
    {
        foreach (var (agreed, google, company, traits) in Combinations())
        {
            Priority?[] changed =
            [
                google is not null && google != agreed ? google : null,
                company is { } value && (agreed is not { } a || value != traits.StoredPriority(a)) ? value : null,
            ];

            Assert.Equal(changed.Min(), Decide(agreed, google, company, traits).Wanted);
        }
    }

    private static PriorityDecision Decide(
        Priority? agreed, Priority? google, Priority? company, SideTraits companyTraits) =>
        PriorityRule.Decide(agreed, google, company, A.Traits(Side.Google), companyTraits);

    private static IEnumerable<(Priority? Agreed, Priority? Google, Priority? Company, SideTraits Traits)> Combinations(
        ) =>
        from agreed in s_values
        from google in s_values
        from company in s_values
        from traits in new[] { A.Traits(Side.Company), s_fourClasses }
        // Such a side shows only its own classes.
        where company is not { } value || traits.StoredPriority(value) == value
        select (agreed, google, company, traits);
}
