using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;

namespace CaseSync.Syncer;

/// <summary>
/// Stores what came of a sync, releases its lease, and queues what is left: a later look, the other direction, the
/// rest.
/// </summary>
internal sealed class SyncConfirmer(
    ICaseMappingStore store, ITaskQueue queue, TimeProvider clock, ILogger<SyncConfirmer> log)
{
    private const int AttemptsMax = 10;

    /// <param name="owner">Of the lease; null when nothing was to be written and none was taken.</param>
    public async Task<SyncOutcome> ConfirmAsync(
        IdentityKey key, CaseSnapshots seen, SyncPlan plan, ExecutionResult execution, string? owner,
        CancellationToken cancel)
    {
        if (seen.Google.OwnAccount is null && execution.GoogleAccount is { } learned)
        {
            await store.UpdateGlobalAsync(global => global.WithLearned(learned), cancel);
        }

        var created = execution.Steps.OfType<StepResult.Done>().Select(done => done.Created)
            .FirstOrDefault(made => made is not null);
        IdentityKey[] keys = created is null ? [key] : [key, IdentityKey.Of(created)];
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var stored = await store.FindAsync(keys, cancel);
            if (stored.FindMapping(key) is not { } fresh || IsAnothers(fresh, seen.Mapping, owner))
            {
                log.LostRace(seen.Mapping.Id);
                return SyncOutcome.Held;
            }

            var confirmed = SyncConfirmation.Of(fresh, seen, plan, execution.Steps, stored.StoreTime);
            var mapping = owner is null ? confirmed.Mapping with { Lease = fresh.Lease } : confirmed.Mapping;
            IReadOnlyList<StoreWrite> claimed = [];
            if (created is not null)
            {
                if (IdentityClaim.Of(mapping, created, stored) is not IdentityClaim.Granted claim)
                {
                    log.CreatedForAnother(seen.Mapping.Id, created.Value);
                    return SyncOutcome.TryAgain; // Its intent stays; the next attempt finds out whose it is.
                }

                (mapping, claimed) = (claim.Mapping, claim.Writes);
            }

            // Before the commit: its name makes a repetition harmless.
            if (confirmed.Check is { } check && !await TryQueueAsync(CheckOf(seen, check, mapping), mapping, cancel))
            {
                mapping = mapping.With(
                    seen.From,
                    side => side
                        with
                    { SeenVersion = side.SeenVersion ?? seen.Source.Case!.UpdatedAt, QueuedVersion = null });
            }

            if (mapping.On(seen.To).IsUnqueued && mapping.RefOn(seen.To) is { } other
                && await TryQueueAsync(
                    OccasionOf(other, "other direction", seen.Now, mapping.On(seen.To).TraceParent), mapping, cancel))
            {
                mapping = DirtyMark.Queued(mapping, seen.To, mapping.On(seen.To).SeenVersion);
            }

            var items = confirmed.Items.Select(item => (StoreWrite)new StoreWrite.PutItem(seen.Mapping.Id, item));
            if (await store.TryCommitAsync(
                new StoreCommit([new StoreWrite.PutMapping(mapping), .. claimed, .. items]), cancel))
            {
                return await FollowUpAsync(seen, plan, mapping, confirmed, execution, cancel);
            }
        }

        log.LostRace(seen.Mapping.Id);
        return SyncOutcome.TryAgain;
    }

    private async Task<SyncOutcome> FollowUpAsync(
        CaseSnapshots seen, SyncPlan plan, CaseMapping mapping, SyncConfirmation confirmed, ExecutionResult execution,
        CancellationToken cancel)
    {
        SyncMetrics.Confirmed(seen, execution.Steps, confirmed.Items);
        log.Synced(
            seen.Mapping.Id, seen.From, execution.Steps.Count(step => step is StepResult.Done), confirmed.IsWhole);
        var isNewlyRefused = confirmed.Items.Any(RefusalRule.IsRefused);
        if (execution.IsOutOfBudget || (confirmed.IsWhole && isNewlyRefused))
        {
            // What is left, or the notice of a refusal, is another run's.
            var rest = OccasionOf(
                mapping.RefOn(seen.From)!, "continued", clock.GetUtcNow(), mapping.On(seen.From).TraceParent);
            return await TryQueueAsync(rest, mapping, cancel) ? SyncOutcome.Done : SyncOutcome.TryAgain;
        }

        if (execution.Steps.Any(result => result is StepResult.Refused { Step.Action: SyncAction.CreateCase }))
        {
            return SyncOutcome.Done; // Recorded; it stays dirty and becomes an outage that somebody hears of.
        }

        // Dirty without a look to come: the search showed a version that the case itself does not show yet, or this
        // look came before its time.
        var isBehind = mapping.On(seen.From).DirtySince is not null && confirmed.Check is null;
        return confirmed.IsWhole
            && !isBehind ? plan.BrokenReason is null ? SyncOutcome.Done : SyncOutcome.GivenUp : SyncOutcome.TryAgain;
    }

    // What was done is confirmed without a queue too. The mark of what has no task stays, and the next poll makes it.
    private async Task<bool> TryQueueAsync(SyncTask task, CaseMapping mapping, CancellationToken cancel)
    {
        try
        {
            await queue.EnqueueAsync(task, cancel);
            return true;
        }
        catch (RemoteCallException error) when (error.System == "tasks")
        {
            log.TaskWaits(mapping.Id, task.Case.Side, error.Message);
            return false;
        }
    }

    private SyncTask CheckOf(CaseSnapshots seen, SettleCheck check, CaseMapping mapping)
    {
        var (source, version) = (seen.Source.Case!.Ref, seen.Source.Case.UpdatedAt!.Value);
        var wait = version + check.After - seen.Source.ReadAbout;
        var name = SyncTaskName.OfCheck(source, version, check.Number, dueAt: seen.Now + wait);
        return new SyncTask(source, name, clock.GetUtcNow() + wait, mapping.On(seen.From).TraceParent);
    }

    private static SyncTask OccasionOf(CaseRef id, string reason, DateTimeOffset at, string? traceParent) =>
        new(id, SyncTaskName.OfOccasion(id, reason, at), NotBefore: null, traceParent);

    // Without a lease only what nobody else changed since we read it may be overwritten with what we concluded.
    private static bool IsAnothers(CaseMapping fresh, CaseMapping read, string? owner) =>
        owner is null ? !fresh.IsSameButForPolls(read) : fresh.Lease?.Owner != owner;
}
