using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class StatePlanTests
{
    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_CaseThatWasClosed_IsClosedLast(Side from)
    {
        var seen = Closed(A.Quiet(from)).With(A.Comment("3")).With(A.Attachment("a"))
            .With(A.CommentItem(from, "9", ItemState.Refused));

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(
            [typeof(SyncAction.AddComment), typeof(SyncAction.CopyAttachment), typeof(SyncAction.AddNotice),
                typeof(SyncAction.CloseCase)],
            plan.Actions().Select(action => action.GetType()));
        Assert.True(plan.StateIsCarried);
        Assert.True(plan.HasNewContent);
    }

    [Fact]
    public void Plan_SomethingWaits_ClosesNothingYet()
    {
        var sent = A.CommentItem(Side.Google, "3", ItemState.Intent) with { AttemptedAt = A.Noon };

        var plan = SyncPlanner.Plan(Closed(A.Quiet(Side.Google)).With(A.Comment("3")).With(sent));

        Assert.Empty(plan.Steps);
        Assert.False(plan.StateIsCarried);
    }

    [Fact]
    public void Plan_CommentThatWasRefused_DoesNotHoldTheClosing()
    {
        var seen = Closed(A.Quiet(Side.Google)).With(A.Comment("3")).With(
            A.CommentItem(Side.Google, "3", ItemState.Refused),
            A.Item(new ItemKey(Side.Google, ItemKind.Notice, "refused:Comment:3"), ItemState.Done));

        Assert.Equal([new SyncAction.CloseCase()], SyncPlanner.Plan(seen).Actions());
    }

    [Fact]
    public void Plan_BothClosed_GoesOnMirroringComments()
    {
        var seen = Closed(A.Quiet(Side.Google)).WithTargetCase(target => target with { State = CaseState.Closed })
            .With(A.Comment("3"));

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal([typeof(SyncAction.AddComment)], plan.Actions().Select(action => action.GetType()));
        Assert.True(plan.StateIsCarried);
    }

    [Fact]
    public void Plan_GoogleCaseThatWasReopened_ReopensTheCrmCaseFirst()
    {
        // A closed case may refuse the rest.
        var plan = SyncPlanner.Plan(
            Reopened(Side.Google).WithSourceCase(source => source with { Priority = Priority.P1 })
                .With(A.Comment("3")));

        Assert.Equal(
            [typeof(SyncAction.ReopenCase), typeof(SyncAction.SetPriority), typeof(SyncAction.AddComment)],
            plan.Actions().Select(action => action.GetType()));
        Assert.True(plan.StateIsCarried);
    }

    [Fact]
    public void Plan_ReopeningWhileSomethingWaits_ReopensAllTheSame()
    {
        var sent = A.CommentItem(Side.Google, "3", ItemState.Intent) with { AttemptedAt = A.Noon };

        var plan = SyncPlanner.Plan(Reopened(Side.Google).With(A.Comment("3")).With(sent));

        Assert.Equal([new SyncAction.ReopenCase()], plan.Actions());
        Assert.True(plan.StateIsCarried);
    }

    [Fact]
    public void Plan_CannotReopenWhileSomethingWaits_IsSaidLater()
    {
        var sent = A.CommentItem(Side.Company, "3", ItemState.Intent) with { AttemptedAt = A.Noon };

        var plan = SyncPlanner.Plan(Reopened(Side.Company).With(A.Comment("3")).With(sent));

        Assert.Empty(plan.Steps);
        Assert.False(plan.StateIsCarried);
    }

    [Fact]
    public void Plan_CrmCaseThatWasReopened_SaysOnceThatGoogleCannot()
    {
        var resolvedAt = A.Noon.AddDays(-3);
        var seen = Reopened(Side.Company).WithMapping(mapping => mapping with { ResolvedAt = resolvedAt });
        var key = new ItemKey(Side.Company, ItemKind.Notice, $"reopened:{resolvedAt.UtcTicks}");

        var plan = SyncPlanner.Plan(seen);

        var step = Assert.Single(plan.Steps);
        Assert.Equal(new SyncAction.AddNotice(Side.Company, ConnectorText.CannotReopen), step.Action);
        Assert.Equal(key, step.Intent!.Key);
        Assert.True(plan.StateIsCarried);
        Assert.Empty(SyncPlanner.Plan(seen.With(A.Item(key, ItemState.Done))).Steps);
    }

    [Fact]
    public void Plan_CannotReopenSentWithoutAnswer_IsCarriedOnlyOnceItIsSaid()
    {
        var key = new ItemKey(Side.Company, ItemKind.Notice, "reopened:0");

        var waiting = SyncPlanner.Plan(
            Reopened(Side.Company).With(A.Item(key, ItemState.Intent) with { AttemptedAt = A.Noon }));
        Assert.False(waiting.IsWhole);
        Assert.False(waiting.StateIsCarried);

        Assert.True(SyncPlanner.Plan(Reopened(Side.Company).With(A.Item(key, ItemState.Done))).StateIsCarried);
    }

    [Fact]
    public void Plan_SplitPair_StaysSplitUntilASideChanges()
    {
        // After the notice: the CRM case was last seen open, the Google case closed.
        var seen = Reopened(Side.Company).WithMapping(mapping => mapping with
        {
            Company = mapping.Company with { State = CaseState.Open },
            ResolvedAt = null,
        });

        Assert.Empty(SyncPlanner.Plan(seen).Steps);
        Assert.Empty(
            SyncPlanner.Plan(seen with { From = Side.Google, Source = seen.Target, Target = seen.Source }).Steps);

        var googleReopened = seen.WithTargetCase(target => target with { State = CaseState.Open });
        Assert.Empty(SyncPlanner.Plan(
            googleReopened
                with
            { From = Side.Google, Source = googleReopened.Target, Target = googleReopened.Source }).Steps);
    }

    [Fact]
    public void Plan_SplitPairInAForgetfulStore_IsKnownByOurNotice()
    {
        var forgotten = Closed(A.Quiet(Side.Google)).WithMapping(mapping => mapping with
        {
            Epoch = 0,
            Google = new SideProgress(),
            Company = new SideProgress(),
        });
        CaseSnapshots Told(CaseSnapshots seen, Comment notice) =>
            seen.WithTarget(view => view with { Comments = [notice] });
        var ours = A.OwnComment(Side.Company, "c7", ConnectorText.CannotReopen);

        Assert.Equal([new SyncAction.CloseCase()], SyncPlanner.Plan(forgotten).Actions());
        Assert.Empty(SyncPlanner.Plan(Told(forgotten, ours)).Steps);
        Assert.Equal(
            [new SyncAction.CloseCase()], SyncPlanner.Plan(Told(forgotten, ours with { Author = A.Ann })).Actions());

        // A close after it is seen as a change of a state that is known.
        var known = forgotten.WithMapping(
            mapping => mapping with { Company = new SideProgress { State = CaseState.Open } });
        Assert.Equal([new SyncAction.CloseCase()], SyncPlanner.Plan(Told(known, ours)).Actions());
    }

    [Fact]
    public void Plan_SplitPairInAForgetfulStoreSeenFromTheReopenedSide_StaysSplit()
    {
        var seen = A.Quiet(Side.Company).With(A.OwnComment(Side.Company, "c7", ConnectorText.CannotReopen))
            .WithTargetCase(target => target with { State = CaseState.Closed })
            .WithMapping(
                mapping => mapping with { Epoch = 0, Google = new SideProgress(), Company = new SideProgress() });

        var after = SyncConfirmation.Of(seen.Mapping, seen, SyncPlanner.Plan(seen), [], seen.Now).Mapping;

        // Or the other direction would take Google's state for a close that is still to be carried over.
        Assert.Equal((CaseState.Closed, CaseState.Open), (after.Google.State, after.Company.State));
    }

    [Fact]
    public void Plan_TargetThatClosed_IsLeftToItsOwnDirection()
    {
        var plan = SyncPlanner.Plan(
            A.Quiet(Side.Google).WithTargetCase(target => target with { State = CaseState.Closed }));

        Assert.Empty(plan.Steps);
        Assert.True(plan.StateIsCarried);
    }

    private static CaseSnapshots Closed(CaseSnapshots seen) =>
        seen.WithSourceCase(source => source with { State = CaseState.Closed });

    private static CaseSnapshots Reopened(Side from) => A.Quiet(from)
        .WithTargetCase(target => target with { State = CaseState.Closed })
        .WithMapping(mapping => mapping with
        {
            Google = mapping.Google with { State = CaseState.Closed },
            Company = mapping.Company with { State = CaseState.Closed },
        });
}
