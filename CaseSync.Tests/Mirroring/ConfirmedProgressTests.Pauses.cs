using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>A pair that waits for its flag, and one that goes on.</summary>
public sealed partial class ConfirmedProgressTests
{
    [Fact]
    public void Of_PausedPair_IsNotDirtyButNotSyncedEither()
    {
        var seen = Dirty(A.Quiet(Side.Google)).WithTargetCase(target => target with { IsSyncRequested = false });

        var mapping = Confirm(seen);

        Assert.True(mapping.IsPaused);
        Assert.Equal(
            seen.Mapping.Google with { DirtySince = null, TraceParent = null, QueuedVersion = A.GoogleCase.UpdatedAt },
            mapping.Google);
    }

    [Fact]
    public void Of_PairBeingPaused_StandsAsFarAsItWasSynced()
    {
        var seen = Dirty(A.Quiet(Side.Google)).WithTargetCase(target => target with { IsSyncRequested = false });

        Assert.Equal(SyncedAt.Of(seen.Mapping, Side.Company, seen.Global), Confirm(seen).Company.UpdatesSyncedAt);
        var paused = seen.WithMapping(mapping => mapping with { IsPaused = true });
        Assert.Equal(seen.Mapping.Company.UpdatesSyncedAt, Confirm(paused).Company.UpdatesSyncedAt);
    }

    [Fact]
    public void Of_ResumedPairThatFails_IsNotLateByThePause()
    {
        var seen = A.Quiet(Side.Company).With(A.Comment("3"))
            .WithMapping(mapping => mapping with { IsPaused = true } with
            {
                Company = mapping.Company with
                {
                    DirtySince = A.Noon.AddMinutes(-1),
                    UpdatesSyncedAt = A.Noon.AddDays(-3),
                },
                Google = mapping.Google with { UpdatesSyncedAt = A.Noon.AddDays(-3) },
            });
        var plan = SyncPlanner.Plan(seen);
        var failed = new RemoteCallException("google", "comments.create", RemoteFailure.Unavailable,
            "answered 503")
        { Status = 503 };

        var mapping = SyncConfirmation.Of(
            seen.Mapping, seen, plan, [.. plan.Steps.Select(step => new StepResult.Failed(step, A.Noon, failed))],
            seen.Now).Mapping;

        Assert.Equal(
            (A.Noon.AddMinutes(-1), A.Noon), (mapping.Company.UpdatesSyncedAt, mapping.Google.UpdatesSyncedAt));
    }

    [Fact]
    public void Of_ResumedPair_AlsoQueuesTheOtherDirection()
    {
        var seen = A.Quiet(Side.Company).WithMapping(mapping => mapping with
        {
            IsPaused = true,
            Google = mapping.Google with { QueuedVersion = A.Noon.AddYears(1), ReadThrough = A.Noon.AddDays(-1) },
        });

        var mapping = Confirm(seen);

        Assert.False(mapping.IsPaused);
        Assert.True(mapping.Google.IsUnqueued);
        Assert.Equal(
            (A.Noon, A.Noon, A.GoogleCase.UpdatedAt, A.Noon.AddDays(-1)),
            (mapping.Google.DirtySince, mapping.Google.UpdatesSyncedAt, mapping.Google.SeenVersion,
                mapping.Google.ReadThrough));
    }
}
