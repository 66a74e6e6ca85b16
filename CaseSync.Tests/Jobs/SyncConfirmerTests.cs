using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Jobs;

public sealed class SyncConfirmerTests
{
    [Fact]
    public async Task Confirm_QueueIsDown_StoresWhatWasDoneAndLeavesTheLookToTheNextPoll()
    {
        var lease = new Lease("w/1", A.Noon.AddMinutes(1));
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { UpdatedAt = A.Noon })
            .WithMapping(mapping => (mapping with { Lease = lease }).With(
                Side.Google, side => side with { DirtySince = A.Noon, SeenVersion = A.Noon, QueuedVersion = A.Noon }));
        var item = A.CommentItem(Side.Google, "3", ItemState.Done);
        var store = OneMappingStore.With(seen.Mapping, A.Global);
        var confirmer = new SyncConfirmer(
            store, new DeadQueue(), new FakeTimeProvider(A.Noon), NullLogger<SyncConfirmer>.Instance);

        await confirmer.ConfirmAsync(
            IdentityKey.Of(A.GoogleName), seen, new SyncPlan { Settled = [item] }, ExecutionResult.Nothing, lease.Owner,
            TestContext.Current.CancellationToken);

        Assert.Null(store.Mapping!.Lease);
        Assert.True(store.Mapping.Google.IsUnqueued);
        Assert.Contains(store.Commits.Single().Writes.OfType<StoreWrite.PutItem>(), put => put.Item == item);
    }

    [Fact]
    public async Task Confirm_QueueIsDownForTheRest_IsTriedAgain()
    {
        var seen = A.Quiet(Side.Google)
            .WithMapping(mapping => mapping with { Lease = new Lease("w/1", A.Noon.AddMinutes(1)) });
        var store = OneMappingStore.With(seen.Mapping, A.Global);
        var confirmer = new SyncConfirmer(
            store, new DeadQueue(), new FakeTimeProvider(A.Noon), NullLogger<SyncConfirmer>.Instance);

        var outcome = await confirmer.ConfirmAsync(
            IdentityKey.Of(A.GoogleName), seen, new SyncPlan(), ExecutionResult.Nothing with { IsOutOfBudget = true },
            "w/1",
            TestContext.Current.CancellationToken);

        Assert.Equal((SyncOutcome.TryAgain, 1), (outcome, store.Commits.Count));
    }

    private sealed class DeadQueue : ITaskQueue
    {
        public Task EnqueueAsync(SyncTask task, CancellationToken cancel) =>
            throw new RemoteCallException(
                "tasks", "tasks.create", RemoteFailure.Unavailable, "tasks tasks.create broke off");
    }
}
