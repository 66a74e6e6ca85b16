using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Retention;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Retention;

public sealed class RetentionRuleTests
{
    private static readonly CaseMapping s_old = A.Pair with { ResolvedAt = A.Noon.AddDays(-30) };
    private static readonly SupportCase s_closedGoogle = A.GoogleCase with { State = CaseState.Closed };
    private static readonly SupportCase s_closedCompany = A.CompanyCase with { State = CaseState.Closed };

    [Fact]
    public void IsDone_ThirtyDaysAfterBothClosed_AndNotATickBefore()
    {
        Assert.True(RetentionRule.IsDone(s_old, s_closedGoogle, s_closedCompany, A.Noon));
        Assert.False(RetentionRule.IsDone(s_old, s_closedGoogle, s_closedCompany, A.Noon.AddTicks(-1)));
    }

    [Fact]
    public void IsDone_NeverResolved_IsNot() =>
        Assert.False(RetentionRule.IsDone(A.Pair, s_closedGoogle, s_closedCompany, A.Noon.AddYears(1)));

    [Fact]
    public void IsDone_ACaseThatIsGone_CountsAsClosed()
    {
        Assert.True(RetentionRule.IsDone(s_old, google: null, s_closedCompany, A.Noon));
        Assert.True(RetentionRule.IsDone(s_old, s_closedGoogle, company: null, A.Noon));
    }

    [Fact]
    public void IsDone_EitherSideOpenAgain_IsNot()
    {
        Assert.False(RetentionRule.IsDone(s_old, A.GoogleCase, s_closedCompany, A.Noon));
        Assert.False(RetentionRule.IsDone(s_old, s_closedGoogle, A.CompanyCase, A.Noon));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void IsDone_WhileASyncHoldsTheCase_IsNot(int secondsLeft, bool isDone)
    {
        var leased = s_old with { Lease = new Lease("one", A.Noon.AddSeconds(secondsLeft)) };

        Assert.Equal(isDone, RetentionRule.IsDone(leased, s_closedGoogle, s_closedCompany, A.Noon));
    }

    public static TheoryData<string, bool> Waiting => new()
    {
        { "nothing", true },
        { "dirty", false },
        { "unqueued", false },
        { "changed since the last poll", false },
        { "seen as it is", true },
    };

    [Theory, MemberData(nameof(Waiting))]
    public void IsDone_WhileSomethingWaitsOnEitherSide_IsNot(string what, bool isDone)
    {
        var version = s_closedGoogle.UpdatedAt!.Value;
        var progress = what switch
        {
            "dirty" => new SideProgress { DirtySince = A.Noon },
            "unqueued" => new SideProgress { SeenVersion = version },
            "changed since the last poll" =>
                new SideProgress { SeenVersion = version.AddMicroseconds(-1), QueuedVersion = version },
            "seen as it is" => new SideProgress { SeenVersion = version, QueuedVersion = version },
            _ => new SideProgress(),
        };

        Assert.Equal(
            isDone, RetentionRule.IsDone(s_old with { Google = progress }, s_closedGoogle, s_closedCompany, A.Noon));
        Assert.Equal(
            isDone, RetentionRule.IsDone(s_old with { Company = progress }, s_closedGoogle, s_closedCompany, A.Noon));
    }

    [Fact]
    public void Bury_KeepsThePairAndBothVersions()
    {
        var google = s_closedGoogle with { UpdatedAt = A.Noon.AddDays(-40) };
        var company = s_closedCompany with { UpdatedAt = A.Noon.AddDays(-41) };

        Assert.Equal(
            new Tombstone(A.GoogleName, A.CompanyId, A.Noon, google.UpdatedAt, company.UpdatedAt),
            RetentionRule.Bury(s_old, google, company, A.Noon));
        Assert.Equal(
            new Tombstone(A.GoogleName, A.CompanyId, A.Noon, null, null),
            RetentionRule.Bury(s_old, null, null, A.Noon));
    }

    [Fact]
    public void Tombstones_AreKeptForTwoYears() =>
        Assert.Equal(TimeSpan.FromDays(2 * 365), RetentionRule.KeepTombstone);
}
