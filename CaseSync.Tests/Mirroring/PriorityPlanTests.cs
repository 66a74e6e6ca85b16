using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class PriorityPlanTests
{
    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_PriorityThatTheSourceChanged_IsSetOnTheTarget(Side from)
    {
        var plan = SyncPlanner.Plan(A.Quiet(from).WithSourceCase(source => source with { Priority = Priority.P1 }));

        Assert.Equal([new SyncAction.SetPriority(Priority.P1)], plan.Actions());
        Assert.Equal(Priority.P1, plan.Agreed);
        Assert.True(plan.HasNewContent);
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_PriorityThatTheTargetChanged_IsTheOtherDirectionsToSet(Side from)
    {
        var plan = SyncPlanner.Plan(A.Quiet(from).WithTargetCase(target => target with { Priority = Priority.P1 }));

        Assert.Empty(plan.Steps);
        Assert.Null(plan.Agreed);
        Assert.True(plan.HasWorkForOther);
    }

    [Theory]
    [InlineData(CaseState.Closed, null)]
    [InlineData(CaseState.Open, Priority.P1)]
    public void Plan_PriorityThatTheSourceCannotTake_IsNoWorkForTheOtherDirection(CaseState state, Priority? refused)
    {
        var seen = A.Quiet(Side.Google).WithTargetCase(target => target with { Priority = Priority.P1 })
            .WithSourceCase(source => source with { State = state })
            .WithMapping(mapping => mapping.With(Side.Google, side => side with { RefusedPriority = refused }));

        Assert.False(SyncPlanner.Plan(seen).HasWorkForOther);
    }

    [Fact]
    public void Plan_BothChangedAlike_AreAgreedWithoutAWrite()
    {
        var plan = SyncPlanner.Plan(A.Quiet(Side.Google)
            .WithSourceCase(source => source with { Priority = Priority.P1 })
            .WithTargetCase(target => target with { Priority = Priority.P1 }));

        Assert.Empty(plan.Steps);
        Assert.Equal(Priority.P1, plan.Agreed);
    }

    [Fact]
    public void Plan_PairThatWasJustFound_AgreesOnTheMoreUrgent()
    {
        // What the mapping says of a case without counterpart is that case's own, and agreed with nobody.
        var seen = A.Quiet(Side.Google).WithMapping(mapping => mapping with { CompanyCaseId = null })
            .WithTargetCase(target => target with { Priority = Priority.P4 });

        Assert.Equal([new SyncAction.SetPriority(Priority.P3)], SyncPlanner.Plan(seen).Actions());
    }

    [Fact]
    public void Plan_PairThatWasNotReadWholeYet_AgreesOnTheMoreUrgent()
    {
        // A crash after the pairing, a revived tombstone, a restored store: what the mapping holds is one side's.
        var seen = A.Quiet(Side.Google).WithMapping(mapping => mapping with { Epoch = 0, Priority = Priority.P3 })
            .WithTargetCase(target => target with { Priority = Priority.P4 });

        Assert.Equal([new SyncAction.SetPriority(Priority.P3)], SyncPlanner.Plan(seen).Actions());
    }

    [Fact]
    public void Plan_PriorityThatTheTargetRefused_IsNotSentAgainUntilItChanges()
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Priority = Priority.P1 })
            .WithMapping(mapping => mapping.With(Side.Company, side => side with { RefusedPriority = Priority.P1 }));

        var plan = SyncPlanner.Plan(seen);
        Assert.Empty(plan.Steps);
        Assert.Null(plan.Agreed);

        var changed = SyncPlanner.Plan(seen.WithSourceCase(source => source with { Priority = Priority.P2 }));
        Assert.Equal([new SyncAction.SetPriority(Priority.P2)], changed.Actions());
    }

    [Fact]
    public void Plan_PriorityOfAClosedTarget_IsLeft()
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Priority = Priority.P1 })
            .WithTargetCase(target => target with { State = CaseState.Closed });

        Assert.DoesNotContain(new SyncAction.SetPriority(Priority.P1), SyncPlanner.Plan(seen).Actions());
    }

    [Fact]
    public void Plan_FourClassesForFive_SetsOnlyWhatReadsOtherwise()
    {
        var seen = A.Quiet(Side.Google).WithTarget(view => view with
        {
            Traits = view.Traits with { StoredPriority = priority => priority == Priority.P4 ? Priority.P3 : priority },
        });

        var plan = SyncPlanner.Plan(seen.WithSourceCase(source => source with { Priority = Priority.P4 }));
        Assert.Empty(plan.Steps);
        Assert.Equal(Priority.P4, plan.Agreed);

        // Read back, the pair is quiet: P3 there is what P4 here reads as.
        var after = seen.WithSourceCase(source => source with { Priority = Priority.P4 })
            .WithMapping(mapping => mapping with { Priority = Priority.P4 });
        Assert.Empty(SyncPlanner.Plan(after).Steps);
        Assert.Empty(
            SyncPlanner.Plan(after with { From = Side.Company, Source = after.Target, Target = after.Source }).Steps);
    }

    [Fact]
    public void Plan_Priority_ComesBeforeTheComments()
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Priority = Priority.P1 })
            .With(A.Comment("3"));

        Assert.Equal(
            [typeof(SyncAction.SetPriority), typeof(SyncAction.AddComment)],
            SyncPlanner.Plan(seen).Actions().Select(action => action.GetType()));
    }

    [Fact]
    public void Plan_NoPriorityOnEitherSide_AgreesOnNothing()
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Priority = null })
            .WithTargetCase(target => target with { Priority = null });

        Assert.Null(SyncPlanner.Plan(seen).Agreed);
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_PriorityThatAClosedCaseRefused_IsSetOnceThatIsOpenAgain(Side refuser)
    {
        CaseSnapshots Seen(Side from, CaseState before) => A.Quiet(from)
            .WithSourceCase(source => from == refuser ? source : source with { Priority = Priority.P1 })
            .WithTargetCase(target => from == refuser ? target with { Priority = Priority.P1 } : target)
            .WithMapping(
                mapping => mapping.With(refuser, side => side with { RefusedPriority = Priority.P1, State = before }));

        Assert.Empty(SyncPlanner.Plan(Seen(refuser.Other(), CaseState.Open)).Steps);
        Assert.Equal(
            [new SyncAction.SetPriority(Priority.P1)],
            SyncPlanner.Plan(Seen(refuser.Other(), CaseState.Closed)).Actions());
        Assert.True(SyncPlanner.Plan(Seen(refuser, CaseState.Closed)).HasWorkForOther);
    }

    [Fact]
    public void Plan_PriorityThatAClosedCaseRefused_IsSetWithItsReopening()
    {
        var seen = A.Quiet(Side.Google)
            .WithSourceCase(source => source with { Priority = Priority.P1 })
            .WithTargetCase(target => target with { State = CaseState.Closed })
            .WithMapping(mapping => mapping
                .With(Side.Google, side => side with { State = CaseState.Closed })
                .With(Side.Company, side => side with { State = CaseState.Closed, RefusedPriority = Priority.P1 }));

        Assert.Equal(
            [new SyncAction.ReopenCase(), new SyncAction.SetPriority(Priority.P1)], SyncPlanner.Plan(seen).Actions());
    }
}
