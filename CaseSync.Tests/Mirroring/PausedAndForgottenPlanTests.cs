using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class PausedAndForgottenPlanTests
{
    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_FlagTakenOff_PausesBothDirections(Side from)
    {
        static SideView Unflagged(SideView view) =>
            view.Traits.Side == Side.Company ? view with { Case = view.Case! with { IsSyncRequested = false } } : view;

        var plan = SyncPlanner.Plan(A.Quiet(from).With(A.Comment("3")).WithSource(Unflagged).WithTarget(Unflagged));

        Assert.True(plan.IsPaused);
        Assert.Empty(plan.Steps);
        Assert.Empty(plan.Waits);
    }

    [Fact]
    public void Plan_NewCompanyCaseWithoutFlag_IsNotMadeAtGoogle() => Assert.True(SyncPlanner.Plan(
        A.Unpaired(Side.Company).WithSourceCase(source => source with { IsSyncRequested = false })).IsPaused);

    [Fact]
    public void Plan_AnotherEpoch_WritesNothingBeforeTheSettleTime()
    {
        CaseSnapshots At(DateTimeOffset now) => A.Quiet(Side.Google).With(A.Comment("3")) with
        {
            Now = now,
            Global = A.Global with { Epoch = 2, EpochStartedAt = A.Noon },
        };

        var early = SyncPlanner.Plan(At(A.Noon.AddMinutes(2).AddTicks(-1)));
        Assert.Empty(early.Steps);
        Assert.Single(early.Waits);

        Assert.Single(SyncPlanner.Plan(At(A.Noon.AddMinutes(2))).Steps);
    }

    [Fact]
    public void PlanRefusedPair_AnotherEpoch_SaysNothingBeforeTheSettleTime()
    {
        SyncPlan At(DateTimeOffset now) => Refused(A.Unpaired(Side.Company) with
        {
            Now = now,
            Global = A.Global with { Epoch = 2, EpochStartedAt = A.Noon },
        });

        Assert.Empty(At(A.Noon.AddMinutes(2).AddTicks(-1)).Steps);
        Assert.Single(At(A.Noon.AddMinutes(2)).Steps);
    }

    [Fact]
    public void PlanRefusedPair_FlagTakenOff_SaysNothing()
    {
        var plan = Refused(A.Unpaired(Side.Company).WithSourceCase(source => source with { IsSyncRequested = false }));

        Assert.True(plan.IsPaused);
        Assert.Empty(plan.Steps);
    }

    private static SyncPlan Refused(CaseSnapshots seen) =>
        SyncPlanner.PlanRefusedPair(seen, "It is another's.", "taken", "This case does not sync.");

    [Fact]
    public void Plan_SameEpoch_WaitsForNothing()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"))
            with
        { Global = A.Global with { EpochStartedAt = A.Noon } };

        Assert.Single(SyncPlanner.Plan(seen).Steps);
    }

    [Fact]
    public void Plan_WipedStoreOfASyncedPair_MirrorsNothingTwice()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3")).With(A.Attachment("a")) with
        {
            Mapping = A.Lone(Side.Google),
            Ledger = new MirrorLedger([]),
        };
        seen = seen.WithSource(view => view with
        {
            Comments =
                [.. view.Comments, A.OwnComment(Side.Google, "2", "This case is now syncing with Company Case: 78")],
        }).WithTarget(view => view with
        {
            Comments = [A.OwnComment(Side.Company, "c9", "[Google Comment 3 by Ann] It happened again.")],
            Attachments = [A.OwnAttachment(Side.Company, "x")],
        });

        var plan = SyncPlanner.Plan(seen);

        Assert.Empty(plan.Steps);
        Assert.Equal(3, plan.Settled.Count);
        Assert.Equal(Priority.P3, plan.Agreed);
        Assert.True(plan.StateIsCarried);
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Snapshots_Sides_AreNamedAndDirected(Side from)
    {
        var seen = A.Quiet(from);

        Assert.Equal(
            (from.Other(), Side.Google, Side.Company), (seen.To, seen.Google.Traits.Side, seen.Company.Traits.Side));
    }
}
