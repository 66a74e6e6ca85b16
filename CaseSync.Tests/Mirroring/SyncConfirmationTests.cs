using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>What is stored of each step, and when a sync was whole.</summary>
public sealed class SyncConfirmationTests
{
    private static readonly DateTimeOffset s_at = A.Noon.AddSeconds(3);
    private static readonly DateTimeOffset s_storeTime = A.Noon.AddSeconds(-20); // Its clock is not ours.
    private static readonly DateTimeOffset s_dirtySince = A.Noon.AddMinutes(-1);

    private static readonly CaseSnapshots s_seen = A.Quiet(Side.Google).With(A.Comment("3"))
        .With(
            A.CommentItem(Side.Google, "3", ItemState.Intent)
                with
            { FailingSince = A.Noon.AddHours(-1), Reason = "earlier" })
        .WithMapping(
            mapping =>
                mapping.With(Side.Google, side => side with { DirtySince = s_dirtySince, TraceParent = "trace" }));

    private static readonly SyncPlan s_plan = SyncPlanner.Plan(s_seen);
    private static readonly SyncStep s_step = s_plan.Steps[0];

    [Fact]
    public void Of_StepThatWasDone_IsADoneItemWithItsTrace()
    {
        var confirmed = Confirm(new StepResult.Done(s_step, s_at, "c9"));

        Assert.True(confirmed.IsWhole);
        var done = s_step.Intent! with
        {
            State = ItemState.Done,
            TargetId = "c9",
            FinishedAt = s_at,
            FailingSince = null,
            Reason = null,
            TraceParent = "trace",
        };
        Assert.Equal([done], confirmed.Items);
    }

    [Fact]
    public void Of_StepThatWasRefused_IsARefusedItemAndNothingToWaitFor()
    {
        var confirmed = Confirm(new StepResult.Refused(s_step, s_at, "No."));

        Assert.True(confirmed.IsWhole);
        Assert.Equal(
            [s_step.Intent! with { State = ItemState.Refused, Reason = "No.", FinishedAt = s_at }], confirmed.Items);
        Assert.Null(confirmed.Mapping.Google.DirtySince);
    }

    [Theory]
    [InlineData(true, ItemState.Intent)]
    [InlineData(false, ItemState.Planned)]
    public void Of_StepThatFailed_KeepsTheIntentOnlyIfItMayHaveTakenEffect(bool mayHaveTakenEffect, ItemState state)
    {
        var confirmed = Confirm(Failed(503, mayHaveTakenEffect));

        Assert.False(confirmed.IsWhole);
        var item = Assert.Single(confirmed.Items);
        Assert.Equal((state, s_storeTime, A.Noon.AddHours(-1)), (item.State, item.AttemptedAt, item.FailingSince));
        Assert.Equal(
            ("It failed.", s_dirtySince), (confirmed.Mapping.Google.LastError, confirmed.Mapping.Google.DirtySince));
    }

    [Fact]
    public void Of_StepThatWasNotReached_KeepsWhatAnEarlierAttemptMayHaveSent()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"));
        var sent = A.CommentItem(Side.Google, "3", ItemState.Intent);
        MirroredItem After(CaseSnapshots read) =>
            Assert.Single(
                SyncConfirmation.Of(read.Mapping, read, new SyncPlan(), [new StepResult.NotSent(s_step)], s_storeTime)
                    .Items);

        Assert.Equal(ItemState.Planned, After(seen).State);
        Assert.Equal(sent, After(seen.With(sent)));
    }

    [Fact]
    public void Of_FirstServerError_BeginsItsDay() => Assert.Equal(
        s_at,
        Assert.Single(Confirm(new StepResult.Failed(
            s_step with { Intent = s_step.Intent! with { FailingSince = null } }, s_at,
            Error(500))).Items).FailingSince);

    [Theory]
    [InlineData(429)]
    [InlineData(null)]
    public void Of_AnotherFailureBetween_EndsTheDayOfServerErrors(int? status) =>
        Assert.Null(Assert.Single(Confirm(Failed(status)).Items).FailingSince);

    [Fact]
    public void Of_StepThatWasNotSent_LeavesTheSyncUnfinished() =>
        Assert.False(Confirm(new StepResult.NotSent(s_step)).IsWhole);

    [Fact]
    public void Of_StepWithoutIntent_LeavesNoItem() => Assert.Empty(
        Confirm(new StepResult.Done(new SyncStep(new SyncAction.CloseCase()), s_at)).Items);

    [Fact]
    public void Of_EveryKindOfResult_IsKnown()
    {
        StepResult[] results =
        [
            new StepResult.Done(s_step, s_at), new StepResult.Refused(s_step, s_at, "No."), Failed(503),
            new StepResult.NotSent(s_step),
        ];

        var members = typeof(StepResult).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(StepResult)));
        Assert.Equal(members.ToHashSet(), results.Select(result => result.GetType()).ToHashSet());
        Assert.All(results, result => Assert.Single(Confirm(result).Items));
    }

    [Fact]
    public void Of_CopiesThatWereFound_AreStoredToo()
    {
        var found = A.CommentItem(Side.Google, "2", ItemState.Done);

        Assert.Equal(
            [found],
            SyncConfirmation.Of(s_seen.Mapping, s_seen, s_plan with { Settled = [found] }, [], s_seen.Now).Items);
    }

    [Fact]
    public void Of_PlanThatWaits_IsNotWholeAndSaysWhy()
    {
        var confirmed = SyncConfirmation.Of(
            s_seen.Mapping, s_seen, new SyncPlan { Waits = ["one", "two"] }, [], s_seen.Now);

        Assert.False(confirmed.IsWhole);
        Assert.Equal(
            ("one; two", s_dirtySince), (confirmed.Mapping.Google.LastError, confirmed.Mapping.Google.DirtySince));
    }

    [Fact]
    public void Of_CounterpartThatWasRefused_IsNotWhole()
    {
        var seen = A.Unpaired(Side.Google);
        var step = SyncPlanner.Plan(seen).Steps[0];

        var confirmed = SyncConfirmation.Of(
            seen.Mapping, seen, SyncPlanner.Plan(seen), [new StepResult.Refused(step, s_at, "No.")], seen.Now);

        Assert.False(confirmed.IsWhole);
        Assert.Equal("No.", confirmed.Mapping.Google.LastError);
        Assert.NotNull(confirmed.Mapping.Google.DirtySince);
        Assert.Equal(0, confirmed.Mapping.Epoch);
    }

    [Fact]
    public void Of_AnySync_ReleasesTheLeaseAndKeepsWhatItDoesNotKnow()
    {
        // As it is now: since it was read somebody told the sides of an outage.
        var fresh = s_seen.Mapping with { Lease = new Lease("one", A.Noon), LateSince = A.Noon, Version = 9 };

        var mapping = SyncConfirmation.Of(fresh, s_seen, s_plan, [Failed(503)], s_seen.Now).Mapping;

        Assert.Equal((null, A.Noon, 9), (mapping.Lease, mapping.LateSince, mapping.Version));
    }

    [Fact]
    public void Of_ThrottledStep_WaitsAsLongAsItWasAsked()
    {
        var error = new RemoteCallException("company", "AddComment", RemoteFailure.Throttled,
            "Slow down.")
        { RetryAfter = TimeSpan.FromMinutes(3) };
        var waiting = Confirm(new StepResult.Failed(s_step, s_at, error)).Mapping;
        Assert.Equal(A.Noon.AddMinutes(3), waiting.Google.NextTryAt);

        Assert.Null(
            SyncConfirmation.Of(waiting, s_seen, s_plan, [new StepResult.Done(s_step, s_at)], s_seen.Now)
                .Mapping.Google.NextTryAt);
    }

    [Fact]
    public void Of_PairThatIsGivenUp_SaysWhyIsCleanAndANewStartClearsIt()
    {
        var confirmed = SyncConfirmation.Of(
            s_seen.Mapping, s_seen, new SyncPlan { BrokenReason = "It is a clone." }, [], s_seen.Now);

        Assert.True(confirmed.IsWhole);
        Assert.Equal(
            ("It is a clone.", null, s_seen.Mapping.Google.UpdatesSyncedAt),
            (confirmed.Mapping.BrokenReason, confirmed.Mapping.Google.DirtySince,
                confirmed.Mapping.Google.UpdatesSyncedAt));
        Assert.Null(
            SyncConfirmation.Of(confirmed.Mapping, s_seen, s_plan, [new StepResult.Done(s_step, s_at)], s_seen.Now)
                .Mapping.BrokenReason);
    }

    [Fact]
    public void Of_PairGivenUpWhileAPollSawANewerVersion_GetsAnotherChance()
    {
        var polled = s_seen.Mapping.With(Side.Google, side => side with { SeenVersion = A.Noon });

        var mapping = SyncConfirmation.Of(
            polled, s_seen, new SyncPlan { BrokenReason = "It is a clone." }, [], s_seen.Now).Mapping;

        Assert.Equal((null, s_dirtySince), (mapping.BrokenReason, mapping.Google.DirtySince));
    }

    private static SyncConfirmation Confirm(StepResult result) =>
        SyncConfirmation.Of(s_seen.Mapping, s_seen, s_plan, [result], s_storeTime);

    private static StepResult.Failed Failed(int? status, bool mayHaveTakenEffect = true) =>
        new(s_step, s_at, Error(status, mayHaveTakenEffect));

    private static RemoteCallException Error(int? status, bool mayHaveTakenEffect = true) =>
        new("company", "AddComment", RemoteFailure.Unavailable, "It failed.")
        {
            Status = status,
            MayHaveTakenEffect = mayHaveTakenEffect
        };
}
