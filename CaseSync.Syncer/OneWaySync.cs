using System.Diagnostics;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.RemoteCalls;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Syncer;

/// <summary>
/// Brings one case up to date in one direction: read both sides, plan, take the lease, write, confirm. Two commits,
/// however many items: one takes the lease and stores the intents before the first write, one confirms and releases.
/// </summary>
internal sealed class OneWaySync(
    SnapshotReader reader, SyncPlanExecutor executor, SyncConfirmer confirmer, ICaseMappingStore store,
    AttemptNames attempts,
    TimeProvider clock, IOptions<SyncOptions> options, ILogger<OneWaySync> log)
{
    // Polls mark a case while a sync reads it; whoever finds it marked this often in a row leaves it to the next task.
    private const int TakesMax = 3;

    public async Task<SyncOutcome> RunAsync(CaseRef id, CancellationToken cancel)
    {
        using var tally = CallTally.Begin();
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
        using var span = SyncSpan.Start(mapping, id.Side);
        var outcome = await RunAsync(key, id.Side, mapping, global, stored.StoreTime, startedAt, cancel);
        span.End(outcome);
        return outcome;
    }

    private async Task<SyncOutcome> RunAsync(
        IdentityKey key, Side from, CaseMapping mapping, GlobalState global, DateTimeOffset storeTime, long startedAt,
        CancellationToken cancel)
    {
        if (mapping.BrokenReason is { } reason)
        {
            log.GivenUp(mapping.Id, reason);
            SyncSpan.Explain(reason);
            return SyncOutcome.GivenUp;
        }

        if (mapping.Lease?.IsHeldAt(storeTime) == true)
        {
            log.Held(mapping.Id, mapping.Lease.Until);
            SyncSpan.Explain("Another sync holds the case.");
            return SyncOutcome.Held;
        }

        // Either direction calls both systems.
        if (new[] { mapping.Google.NextTryAt, mapping.Company.NextTryAt }.Max() is { } nextTryAt
            && nextTryAt > storeTime)
        {
            log.AskedToWait(mapping.Id, nextTryAt);
            SyncSpan.Explain("The other system asked to wait.");
            return SyncOutcome.TryAgain;
        }

        try
        {
            return await SyncAsync(new SyncStart(from, mapping, global, storeTime), startedAt, cancel);
        }
        catch (RemoteCallException error)
        {
            log.SyncFailed(mapping.Id, error.Message);
            SyncSpan.Explain(error.Outline);
            await RememberErrorAsync(key, from, error, storeTime + clock.GetElapsedTime(startedAt), cancel);
            return SyncOutcome.TryAgain;
        }
    }

    private async Task<SyncOutcome> SyncAsync(SyncStart start, long startedAt, CancellationToken cancel)
    {
        var key = IdentityKey.Of(start.Mapping.RefOn(start.From)!);
        switch (await reader.ReadAsync(start, cancel))
        {
            case ReadResult.Gone gone:
                return await GiveUpAsync(key, start, gone.Reason, cancel);
            case ReadResult.Busy:
                log.CounterpartBusy(start.Mapping.Id);
                SyncSpan.Explain("The counterpart's sync is under way.");
                return SyncOutcome.Held;
            case ReadResult.Unpairable unpairable:
                var refusal = SyncPlanner.PlanRefusedPair(
                    unpairable.Seen, unpairable.Reason, unpairable.About, unpairable.Notice, unpairable.NoticeStart);
                return await CarryOutAsync(key, unpairable.Seen, claim: null, refusal, startedAt, cancel);
            case ReadResult.Snapshots snapshots:
                return await CarryOutAsync(
                    key, snapshots.Seen, snapshots.Claim, SyncPlanner.Plan(snapshots.Seen), startedAt, cancel);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<SyncOutcome> CarryOutAsync(
        IdentityKey key, CaseSnapshots seen, IdentityClaim.Granted? claim, SyncPlan plan, long startedAt,
        CancellationToken cancel)
    {
        SyncSpan.Explain(plan);
        if (plan.Steps.Count == 0 && claim is null)
        {
            var outcome = await confirmer.ConfirmAsync(key, seen, plan, ExecutionResult.Nothing, owner: null, cancel);
            if (outcome == SyncOutcome.Held)
            {
                SyncSpan.Explain("The case changed meanwhile.");
            }

            return outcome;
        }

        if (await TakeLeaseAsync(key, seen, claim, plan, startedAt, cancel) is not { } lease)
        {
            log.LostRace(seen.Mapping.Id);
            SyncSpan.Explain("Another sync took the case meanwhile.");
            return SyncOutcome.Held;
        }

        var execution = await executor.RunAsync(seen, plan, lease, startedAt, cancel);
        return await confirmer.ConfirmAsync(key, seen, plan, execution, lease.Owner, cancel);
    }

    private async Task<CaseLease?> TakeLeaseAsync(
        IdentityKey key, CaseSnapshots seen, IdentityClaim.Granted? claim, SyncPlan plan, long startedAt,
        CancellationToken cancel)
    {
        var before = claim?.Mapping ?? seen.Mapping;
        var leased = before with { NewContentAt = plan.HasNewContent ? seen.Now : before.NewContentAt };
        var intents = plan.Steps.Select(step => step.Intent).OfType<MirroredItem>()
            .Select(item => (StoreWrite)new StoreWrite.PutItem(seen.Mapping.Id, item));
        StoreWrite[] writes = [.. claim?.Writes ?? [], .. intents];
        var (storeTime, readStartedAt) = (seen.Now, startedAt);
        for (var attempt = 1; attempt <= TakesMax; attempt++)
        {
            if (await CaseLease.TryTakeAsync(
                store, clock, key, leased, writes, attempts.Next(), options.Value.LeaseDuration, storeTime,
                readStartedAt, cancel) is { } lease)
            {
                return lease;
            }

            readStartedAt = clock.GetTimestamp();
            var stored = await store.FindAsync([key], cancel);
            if (claim is not null || stored.FindMapping(key) is not { } fresh || !seen.Mapping.IsSameButForPolls(fresh))
            {
                return null; // Another sync was here: what we read is old.
            }

            leased = leased.WithPollMarksOf(fresh);
            storeTime = stored.StoreTime;
        }

        return null;
    }

    // Only what we looked at is given up: what a poll has seen since then gets its own try.
    private async Task<SyncOutcome> GiveUpAsync(
        IdentityKey key, SyncStart start, string reason, CancellationToken cancel)
    {
        var changed = await store.UpdateMappingAsync(
            key,
            fresh => fresh.IsSameButForPolls(start.Mapping)
                && fresh.On(start.From).SeenVersion == start.Mapping.On(start.From).SeenVersion
                ? (fresh with { BrokenReason = reason, Syncs = fresh.Syncs + 1 }).With(start.From, side => side with
                {
                    DirtySince = null,
                    CheckDueAt = null,
                    QueuedVersion = side.IsUnqueued ? side.SeenVersion : side.QueuedVersion,
                    LastError = reason,
                })
                : null,
            cancel);
        if (changed is null)
        {
            return SyncOutcome.Held;
        }

        log.GivenUp(changed.Id, reason);
        return SyncOutcome.GivenUp;
    }

    private async Task RememberErrorAsync(
        IdentityKey key, Side from, RemoteCallException error, DateTimeOffset now, CancellationToken cancel)
    {
        if (error.System != "store")
        {
            await store.UpdateMappingAsync(
                key,
                mapping => mapping.Lease?.IsHeldAt(now) == true ? null : mapping.With(from, side => side with
                {
                    LastError = error.Message,
                    NextTryAt = error.RetryAfter is { } wait ? now + wait : side.NextTryAt,
                }),
                cancel);
        }
    }
}
