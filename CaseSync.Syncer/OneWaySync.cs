using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Syncer;

/// <summary>
/// Brings one case up to date in one direction: read both sides, plan, take the lease, write, confirm. Two commits, however many items: one
/// takes the lease and stores the intents before the first write, one confirms and releases.
/// </summary>
internal sealed class OneWaySync(
    SnapshotReader reader, SyncPlanExecutor executor, ICaseMappingStore store, ITaskQueue queue, AttemptNames attempts, TimeProvider clock,
    IOptions<SyncOptions> options, ILogger<OneWaySync> log)
{
    public async Task<SyncOutcome> RunAsync(CaseRef id, CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        var key = IdentityKey.Of(id);
        var stored = await store.FindAsync([key], cancel);
        var global = await store.FindGlobalAsync(cancel);
        if (stored.FindMapping(key) is not { } mapping || global is null)
        {
            log.UnknownCase(id.Value);
            return SyncOutcome.UnknownCase;
        }

        using var scope = log.BeginCaseScope(mapping);
        if (mapping.BrokenReason is { } reason)
        {
            log.GivenUp(mapping.Id, reason);
            return SyncOutcome.GivenUp;
        }

        if (mapping.Lease?.IsHeldAt(stored.StoreTime) == true)
        {
            log.Held(mapping.Id, mapping.Lease.Until);
            return SyncOutcome.Held;
        }

        if (mapping.On(id.Side).NextTryAt > stored.StoreTime)
        {
            log.AskedToWait(mapping.Id, mapping.On(id.Side).NextTryAt!.Value);
            return SyncOutcome.TryAgain;
        }

        try
        {
            return await SyncAsync(new SyncStart(id.Side, mapping, global, stored.StoreTime), startedAt, cancel);
        }
        catch (RemoteCallException error)
        {
            log.SyncFailed(mapping.Id, error.Message);
            await RememberErrorAsync(key, id.Side, error, cancel);
            return SyncOutcome.TryAgain;
        }
    }

    private async Task<SyncOutcome> SyncAsync(SyncStart start, long startedAt, CancellationToken cancel)
    {
        var key = IdentityKey.Of(start.Mapping.RefOn(start.From)!);
        var read = await reader.ReadAsync(start, cancel);
        if (read is ReadResult.Broken { Seen: null or { Source.Case: null } } or ReadResult.Broken { Notice: null })
        {
            return await GiveUpAsync(key, ((ReadResult.Broken)read).Reason, cancel);
        }

        var (seen, claim, plan) = read switch
        {
            ReadResult.Broken broken => (broken.Seen!, null, SyncPlanner.PlanRefusedPair(broken.Seen!, broken.Reason, broken.NoticeAbout!, broken.Notice!)),
            ReadResult.Snapshots snapshots => (snapshots.Seen, snapshots.Claim, SyncPlanner.Plan(snapshots.Seen)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (plan.Steps.Count == 0 && claim is null)
        {
            return await ConfirmAsync(key, seen, plan, new ExecutionResult([], false, null), owner: null, cancel);
        }

        var before = claim?.Mapping ?? start.Mapping;
        var leased = before with { NewContentAt = plan.HasNewContent ? start.StoreTime : before.NewContentAt };
        var intents = plan.Steps.Select(step => step.Intent).OfType<MirroredItem>()
            .Select(item => (StoreWrite)new StoreWrite.PutItem(start.Mapping.Id, item));
        var lease = await CaseLease.TryTakeAsync(
            store, clock, key, leased, [.. claim?.Writes ?? [], .. intents], attempts.Next(), options.Value.LeaseDuration, start.StoreTime, startedAt, cancel);
        if (lease is null)
        {
            log.LostRace(start.Mapping.Id);
            return SyncOutcome.Held;
        }

        var execution = await executor.RunAsync(seen, plan, lease, startedAt, cancel);
        return await ConfirmAsync(key, seen, plan, execution, lease.Owner, cancel);
    }

    private async Task<SyncOutcome> ConfirmAsync(
        IdentityKey key, CaseSnapshots seen, SyncPlan plan, ExecutionResult execution, string? owner, CancellationToken cancel)
    {
        var learned = execution.GoogleAccount ?? plan.LearnedGoogleAccount;
        if (seen.Google.OwnAccount is null && learned is not null)
        {
            await store.UpdateGlobalAsync(global => global with { LearnedGoogleAccount = global.LearnedGoogleAccount ?? learned }, cancel);
        }

        for (var attempt = 0; attempt < 10; attempt++)
        {
            var keys = new[] { key, CreatedBy(execution) is { } created ? IdentityKey.Of(created) : key }.Distinct().ToArray();
            var stored = await store.FindAsync(keys, cancel);
            if (stored.FindMapping(key) is not { } fresh || IsAnothers(fresh, owner, stored.StoreTime))
            {
                log.LostRace(seen.Mapping.Id);
                return SyncOutcome.Held;
            }

            var confirmed = SyncConfirmation.Of(fresh, seen, plan, execution.Steps);
            var claim = CreatedBy(execution) is { } made ? IdentityClaim.Of(confirmed.Mapping, made, stored) : null;
            var items = confirmed.Items.Select(item => (StoreWrite)new StoreWrite.PutItem(seen.Mapping.Id, item));
            var mapping = claim?.Mapping ?? confirmed.Mapping;
            if (confirmed.Check is { } check)
            {
                await QueueCheckAsync(seen, check, mapping, cancel); // Before the commit: its name makes a repetition harmless.
            }

            if (await store.TryCommitAsync(new StoreCommit([new StoreWrite.PutMapping(mapping), .. claim?.Writes ?? [], .. items]), cancel))
            {
                return await FollowUpAsync(seen, mapping, confirmed, execution, cancel);
            }
        }

        log.LostRace(seen.Mapping.Id);
        return SyncOutcome.TryAgain;
    }

    private async Task<SyncOutcome> FollowUpAsync(
        CaseSnapshots seen, CaseMapping mapping, SyncConfirmation confirmed, ExecutionResult execution, CancellationToken cancel)
    {
        if (mapping.On(seen.To).IsUnqueued && mapping.RefOn(seen.To) is { } other)
        {
            await QueueOccasionAsync(other, "other direction", seen.Now, mapping.On(seen.To).TraceParent, cancel);
            await store.UpdateMappingAsync(
                IdentityKey.Of(other), now => DirtyMark.Queued(now, seen.To, mapping.On(seen.To).SeenVersion), cancel);
        }

        var source = mapping.RefOn(seen.From)!;
        var hasFreshRefusals = execution.Steps.Any(
            result => result is StepResult.Refused { Step.Intent.Key.Kind: ItemKind.Comment or ItemKind.Attachment })
            || confirmed.Items.Any(item => item.State == ItemState.Refused && item.Key.Kind == ItemKind.Attachment);
        if (execution.IsOutOfBudget || (confirmed.IsWhole && hasFreshRefusals))
        {
            // What is left, or the notice of a refusal, is another run's.
            await QueueOccasionAsync(source, "continued", clock.GetUtcNow(), mapping.On(seen.From).TraceParent, cancel);
            return SyncOutcome.Done;
        }

        var isRefused = execution.Steps.Any(result => result is StepResult.Refused { Step.Action: SyncAction.CreateCase });
        log.Synced(seen.Mapping.Id, seen.From, execution.Steps.Count(step => step is StepResult.Done), confirmed.IsWhole);
        return confirmed.IsWhole || isRefused ? SyncOutcome.Done : SyncOutcome.TryAgain;
    }

    private async Task<SyncOutcome> GiveUpAsync(IdentityKey key, string reason, CancellationToken cancel)
    {
        var changed = await store.UpdateMappingAsync(
            key, mapping => mapping.Lease?.IsHeldAt(clock.GetUtcNow()) == true ? null : mapping with { BrokenReason = reason, Lease = null }, cancel);
        if (changed is null)
        {
            return SyncOutcome.Held;
        }

        log.GivenUp(changed.Id, reason);
        return SyncOutcome.GivenUp;
    }

    private Task QueueCheckAsync(CaseSnapshots seen, SettleCheck check, CaseMapping mapping, CancellationToken cancel)
    {
        var (source, version) = (seen.Source.Case!.Ref, seen.Source.Case.UpdatedAt!.Value);
        var wait = version + check.After - seen.Source.ReadAbout;
        return queue.EnqueueAsync(
            new SyncTask(
                source, SyncTaskName.OfVersion(source, mapping.CreatedAt, version, check.Number), clock.GetUtcNow() + wait, mapping.On(seen.From).TraceParent), cancel);
    }

    private Task QueueOccasionAsync(CaseRef id, string reason, DateTimeOffset at, string? traceParent, CancellationToken cancel) =>
        queue.EnqueueAsync(new SyncTask(id, SyncTaskName.OfOccasion(id, reason, at), NotBefore: null, traceParent), cancel);

    private async Task RememberErrorAsync(IdentityKey key, Side from, RemoteCallException error, CancellationToken cancel)
    {
        if (error.System != "store")
        {
            await store.UpdateMappingAsync(
                key,
                mapping => mapping.Lease?.IsHeldAt(clock.GetUtcNow()) == true ? null : mapping.With(from, side => side with
                {
                    LastError = error.Message,
                    NextTryAt = error.RetryAfter is { } wait ? clock.GetUtcNow() + wait : side.NextTryAt,
                }),
                cancel);
        }
    }

    private static CaseRef? CreatedBy(ExecutionResult execution) =>
        execution.Steps.OfType<StepResult.Done>().Select(done => done.Created).FirstOrDefault(created => created is not null);

    private static bool IsAnothers(CaseMapping fresh, string? owner, DateTimeOffset storeTime) =>
        owner is null ? fresh.Lease?.IsHeldAt(storeTime) == true : fresh.Lease?.Owner != owner;
}
