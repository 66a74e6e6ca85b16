using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>What a sync makes of its mapping: counterpart, priority, states.</summary>
public sealed class ConfirmedMappingTests
{
    private static readonly DateTimeOffset s_at = A.Noon.AddSeconds(3);

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Of_CounterpartThatWasMade_NamesItAndItsPriority(Side from)
    {
        var seen = A.Unpaired(from).WithMapping(lone => lone with { Priority = Priority.P4 });

        var mapping = Confirm(seen, step => new StepResult.Done(
            step, s_at, "id", step.Action is SyncAction.CreateCase ? A.Case(from.Other()).Ref : null));

        Assert.Equal(
            (A.GoogleName, A.CompanyId, Priority.P3),
            (mapping.GoogleCaseName, mapping.CompanyCaseId, mapping.Priority));
        Assert.Equal((CaseState.Open, CaseState.Open), (mapping.Google.State, mapping.Company.State));
    }

    [Fact]
    public void Of_SyncThatFoundNothingToDo_MakesWhatWasReadBeforeItOld()
    {
        // Two deliveries of one task: the one that read first must not put its verdict over the other's.
        var seen = A.Quiet(Side.Google);

        var mapping = SyncConfirmation.Of(seen.Mapping, seen, SyncPlanner.Plan(seen), [], seen.Now).Mapping;

        Assert.False(mapping.IsSameButForPolls(seen.Mapping));
    }

    [Fact]
    public void Of_CounterpartThatWasFound_NamesIt() =>
        Assert.Equal(A.CompanyId, Confirm(A.Quiet(Side.Google) with { Mapping = A.Lone(Side.Google) }).CompanyCaseId);

    [Fact]
    public void Of_PrioritySet_IsAgreedAndNoLongerRefused()
    {
        var mapping = Confirm(Urgent(refused: Priority.P2));

        Assert.Equal((Priority.P1, null), (mapping.Priority, mapping.Company.RefusedPriority));
    }

    [Fact]
    public void Of_PriorityRefused_IsRememberedAndNotAgreed()
    {
        var mapping = Confirm(Urgent(), step => new StepResult.Refused(step, s_at, "No."));

        Assert.Equal((Priority.P3, Priority.P1), (mapping.Priority, mapping.Company.RefusedPriority));
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Of_CaseThatIsOpenAgain_MayTakeWhatItRefused(Side from)
    {
        var seen = A.Quiet(from).WithMapping(mapping => mapping.With(
            Side.Google, side => side with { State = CaseState.Closed, RefusedPriority = Priority.P1 }));

        Assert.Null(Confirm(seen).Google.RefusedPriority);
    }

    [Theory]
    [InlineData("This case has not synced properly in 3 hours.", true)]
    [InlineData("Syncing has resumed.", false)]
    public void Of_StoreThatForgotItsNotices_OwesTheEndToWhoWasTold(string last, bool isTold)
    {
        var told = A.OwnComment(Side.Company, "c1", "This case has not synced properly in 2 hours.");
        var seen = A.Quiet(Side.Google).WithTarget(view => view with
        {
            Comments = [A.OwnComment(Side.Company, "c2", last) with { CreatedAt = A.Noon.AddMinutes(-40) }, told],
        }) with
        { Global = A.Global with { Epoch = 2 } };

        var confirmed = SyncConfirmation.Of(seen.Mapping, seen, SyncPlanner.Plan(seen), [], seen.Now);

        var mapping = confirmed.Mapping;
        Assert.Equal((isTold, false), (mapping.Company.OutageCommentSent, mapping.Google.OutageCommentSent));
        Assert.Equal(isTold ? A.Noon.AddMinutes(-40) : null, mapping.LateSince);
        Assert.Equal(
            isTold ? ["c2"] : [],
            confirmed.Items.Where(item => item.Key.Kind == ItemKind.Notice).Select(item => item.TargetId));
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(null, false)]
    public void Of_PriorityThatGets5xx_IsRememberedSinceItsFirst(int? status, bool isKept)
    {
        var since = A.Noon.AddHours(-2);
        var seen = Urgent().WithMapping(mapping => mapping.With(
            Side.Company, side => side with { PriorityFailingSince = since }));
        var error = new RemoteCallException("company", "Write", RemoteFailure.Unavailable, "It failed.")
        {
            Status = status,
        };

        Assert.Equal(
            isKept ? since : null,
            Confirm(seen, step => new StepResult.Failed(step, s_at, error)).Company.PriorityFailingSince);
        Assert.Null(Confirm(seen).Company.PriorityFailingSince);
    }

    [Fact]
    public void Of_PriorityNotWritten_IsNotAgreed()
    {
        Assert.Equal(Priority.P3, Confirm(Urgent(), step => new StepResult.NotSent(step)).Priority);
        Assert.Equal(Priority.P3, Confirm(Urgent(), Failed).Priority);
    }

    [Fact]
    public void Of_PriorityChangedAlikeOnBothSides_IsAgreed() => Assert.Equal(
        Priority.P1, Confirm(Urgent().WithTargetCase(target => target with { Priority = Priority.P1 })).Priority);

    [Fact]
    public void Of_CaseClosedThere_IsResolvedFromThenOn()
    {
        var mapping = Confirm(Closed());

        Assert.Equal(
            (CaseState.Closed, CaseState.Closed, A.Noon),
            (mapping.Google.State, mapping.Company.State, mapping.ResolvedAt));

        var later = Closed().WithTargetCase(target => target with { State = CaseState.Closed }) with
        {
            Mapping = mapping,
            Now = A.Noon.AddDays(1),
        };
        Assert.Equal(A.Noon, Confirm(later).ResolvedAt);
    }

    [Fact]
    public void Of_SomethingThatWaits_LeavesTheStatesAsTheyWereSeen()
    {
        var seen = A.Quiet(Side.Google).WithTargetCase(target => target with { State = CaseState.Closed })
            .With(A.Comment("3"))
            .WithSourceCase(source => source with { State = CaseState.Closed })
            .With(A.CommentItem(Side.Google, "3", ItemState.Intent) with { AttemptedAt = A.Noon });

        Assert.Equal((CaseState.Open, null), (Confirm(seen).Google.State, Confirm(seen).ResolvedAt));
    }

    [Fact]
    public void Of_ClosingThatFailed_IsStillToDo()
    {
        var mapping = Confirm(Closed(), Failed);

        Assert.Equal(
            (CaseState.Open, CaseState.Open, null), (mapping.Google.State, mapping.Company.State, mapping.ResolvedAt));
    }

    [Fact]
    public void Of_ReopenedCase_IsNotResolved()
    {
        var seen = A.Quiet(Side.Google).WithTargetCase(target => target with { State = CaseState.Closed })
            .WithMapping(mapping => mapping with
            {
                ResolvedAt = A.Noon.AddDays(-3),
                Google = mapping.Google with { State = CaseState.Closed },
                Company = mapping.Company with { State = CaseState.Closed },
            });

        var mapping = Confirm(seen);

        Assert.Equal(
            (CaseState.Open, CaseState.Open, null), (mapping.Google.State, mapping.Company.State, mapping.ResolvedAt));
    }

    [Fact]
    public void Of_OtherSideReopenedMeanwhile_LeavesTheOccasionOfItsNotice()
    {
        var resolvedAt = A.Noon.AddDays(-3);
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { State = CaseState.Closed })
            .WithMapping(mapping => mapping with
            {
                ResolvedAt = resolvedAt,
                Google = mapping.Google with { State = CaseState.Closed },
                Company = mapping.Company with { State = CaseState.Closed },
            });

        Assert.Equal(resolvedAt, Confirm(seen).ResolvedAt);
    }

    [Fact]
    public void Of_TargetThatDiffersByItself_IsLeftToItsOwnDirection()
    {
        var mapping = Confirm(A.Quiet(Side.Google).WithTargetCase(target => target with { State = CaseState.Closed }));

        Assert.Equal((CaseState.Open, CaseState.Open), (mapping.Google.State, mapping.Company.State));
    }

    private static CaseMapping Confirm(CaseSnapshots seen, Func<SyncStep, StepResult>? results = null)
    {
        var plan = SyncPlanner.Plan(seen);
        results ??= step => new StepResult.Done(step, s_at);
        return SyncConfirmation.Of(seen.Mapping, seen, plan, [.. plan.Steps.Select(results)], seen.Now).Mapping;
    }

    private static StepResult Failed(SyncStep step) =>
        new StepResult.Failed(
            step, s_at,
            new RemoteCallException("company", "Write", RemoteFailure.Unavailable, "It failed.") { Status = 503 });

    private static CaseSnapshots Urgent(Priority? refused = null) => A.Quiet(Side.Google)
        .WithSourceCase(source => source with { Priority = Priority.P1 })
        .WithMapping(mapping => mapping.With(Side.Company, side => side with { RefusedPriority = refused }));

    private static CaseSnapshots Closed() =>
        A.Quiet(Side.Google).WithSourceCase(source => source with { State = CaseState.Closed });
}
