using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>How far a sync brings its side, and what it leaves to the other direction.</summary>
public sealed partial class ConfirmedProgressTests
{
    private static readonly DateTimeOffset s_at = A.Noon.AddSeconds(3);

    [Fact]
    public void Of_WholeSync_MovesItsSideOn()
    {
        var seen = Dirty(A.Quiet(Side.Google).With(A.Comment("3")));

        var mapping = Confirm(seen);

        Assert.Equal(
            seen.Mapping.Google with
            {
                DirtySince = null,
                TraceParent = null,
                UpdatesSyncedAt = A.Noon,
                ReadThrough = A.Noon,
                MirroredThrough = A.Comment("3").CreatedAt,
                QueuedVersion = A.GoogleCase.UpdatedAt, // A version that a sync has read needs no task any more.
            },
            mapping.Google);
        Assert.Equal(seen.Mapping.Company, mapping.Company);
    }

    [Fact]
    public void Of_SideThatDoesNotTellItsTime_IsSyncedByTheStoresClockAndReadThroughTheEarliest()
    {
        var mapping = Confirm(
            Dirty(A.Quiet(Side.Google).WithSource(view => view with { ReadAt = A.Noon.AddMinutes(-15) })
            .WithSourceCase(source => source with { UpdatedAt = A.Noon.AddHours(-1) })));

        Assert.Equal(
            (A.Noon, A.Noon.AddMinutes(-15), null),
            (mapping.Google.UpdatesSyncedAt, mapping.Google.ReadThrough, mapping.Google.DirtySince));
    }

    [Fact]
    public void Of_CleanSideThatFails_WasSyncedAsFarAsItWasPolled()
    {
        var mapping = Confirm(A.Quiet(Side.Google).With(A.Comment("3")), Failed);

        Assert.Equal((A.Noon, A.Global.GooglePolledAt), (mapping.Google.DirtySince, mapping.Google.UpdatesSyncedAt));
    }

    [Fact]
    public void Of_SyncThatIsNotWhole_MovesOnlyWhatWasMirrored()
    {
        var seen = Dirty(A.Quiet(Side.Google).With(A.Comment("3"), A.Comment("4") with { CreatedAt = A.Noon }));

        var mapping = Confirm(
            seen, step =>
                step.Intent!.Key.SourceId == "3" ? new StepResult.Done(step, s_at) : new StepResult.NotSent(step));

        Assert.Equal(seen.Mapping.Google with { MirroredThrough = A.Comment("3").CreatedAt }, mapping.Google);
    }

    [Fact]
    public void Of_NewRefusal_ReadsAsFarBackOnceMoreForItsNotice()
    {
        var seen = Dirty(A.Quiet(Side.Google).With(A.Attachment("a", sizeBytes: long.MaxValue)));

        var first = Confirm(seen);
        Assert.Equal((A.Noon, null), (first.Google.UpdatesSyncedAt, first.Google.ReadThrough));

        var said = seen.With(A.AttachmentItem(Side.Google, "a", ItemState.Refused)) with { Mapping = first };
        Assert.Equal(A.Noon, Confirm(said).Google.ReadThrough);
    }

    [Fact]
    public void Of_RefusedItems_AreTheMappingsUntilTheyAreDone()
    {
        var seen = Dirty(A.Quiet(Side.Google).With(A.Attachment("a", sizeBytes: long.MaxValue)));
        Assert.True(Confirm(seen).HasRefusedItems);

        var ofTheOtherSide = Dirty(A.Quiet(Side.Google)).With(A.CommentItem(Side.Company, "c", ItemState.Refused));
        Assert.True(Confirm(ofTheOtherSide).HasRefusedItems);

        var retried = Dirty(A.Quiet(Side.Google).With(A.Comment("3")))
            .With(A.CommentItem(Side.Google, "3", ItemState.Planned));
        Assert.False(
            Confirm(retried with { Mapping = retried.Mapping with { HasRefusedItems = true } }).HasRefusedItems);
    }

    [Fact]
    public void Of_WorkForTheOtherDirection_QueuesIt()
    {
        var seen = A.Quiet(Side.Google).WithTargetCase(target => target with { Priority = Priority.P1 })
            .WithMapping(mapping => mapping.With(Side.Company, side => side with { ReadThrough = A.Noon.AddDays(-1) }));

        var mapping = Confirm(seen);

        Assert.Equal(
            (true, A.Noon, A.Noon.AddDays(-1)),
            (mapping.Company.IsUnqueued, mapping.Company.DirtySince, mapping.Company.ReadThrough));
        Assert.False(Confirm(seen.With(A.Comment("3")), Failed).Company.IsUnqueued);
    }

    [Fact]
    public void Of_WhatTheOtherDirectionMirrored_IsNoneOfThisSides()
    {
        var found = A.CommentItem(Side.Company, "c1", ItemState.Done) with { SourceCreatedAt = A.Noon };
        var seen = A.Quiet(Side.Google);

        Assert.Null(
            SyncConfirmation.Of(seen.Mapping, seen, new SyncPlan { Settled = [found] }, [], seen.Now)
                .Mapping.Google.MirroredThrough);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Of_VersionThatAPollSawMeanwhile_KeepsTheMark(int microsecondsNewer, bool isClean)
    {
        var seen = Dirty(A.Quiet(Side.Google));
        var fresh = seen.Mapping.With(
            Side.Google,
            side => side with { SeenVersion = A.GoogleCase.UpdatedAt!.Value.AddMicroseconds(microsecondsNewer) });

        var mapping = SyncConfirmation.Of(fresh, seen, SyncPlanner.Plan(seen), [], seen.Now).Mapping;

        Assert.Equal(isClean, mapping.Google.DirtySince is null);
    }

    [Fact]
    public void Of_VersionReadTooSoon_StaysDirtyUntilTheNextLook()
    {
        var seen = Dirty(A.Quiet(Side.Google)).WithSourceCase(source => source with { UpdatedAt = A.Noon });

        var confirmed = SyncConfirmation.Of(seen.Mapping, seen, SyncPlanner.Plan(seen), [], seen.Now);

        Assert.True(confirmed.IsWhole);
        Assert.Equal(new SettleCheck(1, TimeSpan.FromSeconds(10)), confirmed.Check);
        Assert.Equal(
            (seen.Mapping.Google.DirtySince, A.Noon, A.Noon.AddSeconds(10)),
            (confirmed.Mapping.Google.DirtySince, confirmed.Mapping.Google.UpdatesSyncedAt,
                confirmed.Mapping.Google.CheckDueAt));

        // A newer version that a poll saw is more than a look.
        var polled = seen.Mapping.With(Side.Google, side => side with { SeenVersion = A.Noon.AddMinutes(1) });
        Assert.Null(SyncConfirmation.Of(polled, seen, SyncPlanner.Plan(seen), [], seen.Now).Mapping.Google.CheckDueAt);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Of_LookThatCameBeforeItsTime_StaysQueuedAndQueuesNoOther(int ticksEarly, bool isEarly)
    {
        var seen = Dirty(A.Quiet(Side.Google)).WithSourceCase(source => source with { UpdatedAt = A.Noon })
            .WithMapping(
                mapping => mapping.With(Side.Google, side => side with { CheckDueAt = A.Noon.AddTicks(ticksEarly) }));

        var confirmed = SyncConfirmation.Of(seen.Mapping, seen, SyncPlanner.Plan(seen), [], seen.Now);

        Assert.Equal(isEarly, confirmed.Check is null);
        Assert.NotNull(confirmed.Mapping.Google.DirtySince); // Dirty without a look to queue: the queue tries again.
    }

    [Fact]
    public void Of_CaseWithoutUpdateTime_IsSettled()
    {
        var seen = Dirty(A.Quiet(Side.Google)).WithSourceCase(source => source with { UpdatedAt = null });
        var fresh = seen.Mapping.With(Side.Google, side => side with { SeenVersion = A.Noon });

        Assert.Null(SyncConfirmation.Of(fresh, seen, SyncPlanner.Plan(seen), [], seen.Now).Mapping.Google.DirtySince);
    }

    [Fact]
    public void Of_PausedCaseThatGetsItsCounterpart_WaitsForNoVersionThatThatOneMayNeverShow()
    {
        var seen = A.Unpaired(Side.Company).WithMapping(mapping => mapping with { IsPaused = true });

        var google = Confirm(seen).Google;

        Assert.True(google.IsUnqueued);
        Assert.True(google.SeenVersion < A.GoogleCase.CreatedAt);
    }

    [Fact]
    public void Of_FirstWholeSyncOfAnEpoch_QueuesTheOtherDirectionToReadAll()
    {
        var seen = A.Quiet(Side.Company).WithMapping(mapping => mapping with
        {
            Epoch = 0,
            Google = mapping.Google with { ReadThrough = A.Noon.AddDays(-1) },
        });

        var mapping = Confirm(seen);
        Assert.Equal((1, true, null), (mapping.Epoch, mapping.Google.IsUnqueued, mapping.Google.ReadThrough));

        // The next one is of the same epoch.
        var carriedOut = mapping with { Google = mapping.Google with { DirtySince = null } };
        Assert.Equal(carriedOut.Google, Confirm(seen with { Mapping = carriedOut }).Google);
    }

    [Fact]
    public void Of_SyncOfAnEpochThatIsNotWhole_BeginsNothing()
    {
        var seen = A.Quiet(Side.Company).With(A.Comment("c1")).WithMapping(mapping => mapping with { Epoch = 0 });

        var mapping = Confirm(seen, Failed);

        Assert.Equal((0, false), (mapping.Epoch, mapping.Google.IsUnqueued));
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

    private static CaseSnapshots Dirty(CaseSnapshots seen) => seen.WithMapping(
        mapping =>
            mapping.With(seen.From, side => side with { DirtySince = A.Noon.AddMinutes(-1), TraceParent = "trace" }));
}
