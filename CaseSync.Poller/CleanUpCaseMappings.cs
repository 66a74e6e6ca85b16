using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Polling;
using CaseSync.Core.Retention;

namespace CaseSync.Poller;

/// <param name="Deleted">Mappings that are tombstones now.</param>
/// <param name="Queued">Cases that had changed, or were waiting, without anything at work on them.</param>
/// <param name="Forgotten">Tombstones whose two years were over.</param>
/// <param name="IsWhole">False when the time ran out; the next run goes on where this one ended.</param>
public sealed record CleanUpReport(int Deleted, int Queued, int Forgotten, bool IsWhole);

/// <summary>
/// Guide: CleanUpCaseMappings, daily. Deletes what has been closed for 30 days, and sweeps what is open: Cloud Tasks
/// drops a task after 31 days, and no change may be lost with it.
/// </summary>
internal sealed class CleanUpCaseMappings(
    ICustomerCare customerCare, ICrm crm, ICaseMappingStore store, ITaskQueue queue, TimeProvider clock,
    ILogger<CleanUpCaseMappings> log)
{
    private const int PageSize = 100;
    private const int TombstonesMax = 500;
    private const int AtOnceMax = 8;

    // Cloud Scheduler waits half an hour for an answer; what is left then is the retry's.
    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(25);
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public async Task<CleanUpReport> RunAsync(CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is not { } global)
        {
            return new CleanUpReport(0, 0, 0, IsWhole: true);
        }

        var startedAt = clock.GetTimestamp();
        var deleted = 0;
        await foreach (var mapping in ResolvedAsync(cancel))
        {
            deleted += await GuardedAsync(mapping, async () => await TryBuryAsync(mapping, global, cancel) ? 1 : 0);
        }

        var (queued, isWhole) = await SweepAllAsync(global, startedAt, cancel);
        var report = new CleanUpReport(deleted, queued, await ForgetAsync(cancel), isWhole);
        log.CleanedUp(report.Deleted, report.Queued, report.Forgotten);
        return report;
    }

    private async Task<(int Queued, bool IsWhole)> SweepAllAsync(
        GlobalState global, long startedAt, CancellationToken cancel)
    {
        var (queued, cursor) = (0, global.SweepCursor);
        do
        {
            var page = await store.ListAsync(new MappingQuery.Open(), cursor, PageSize, cancel);
            foreach (var some in page.Mappings.Chunk(AtOnceMax))
            {
                var swept = await Task.WhenAll(
                    some.Select(mapping => GuardedAsync(mapping, () => SweepAsync(mapping, global, cancel))));
                queued += swept.Sum();
            }

            cursor = page.Cursor;
        }
        while (cursor is not null && clock.GetElapsedTime(startedAt) < s_budget);

        if (cursor != global.SweepCursor)
        {
            await store.UpdateGlobalAsync(now => now with { SweepCursor = cursor }, cancel);
        }

        return (queued, cursor is null);
    }

    // One case, or one side, that cannot be read or queued keeps no other from being looked at.
    private async Task<int> GuardedAsync(CaseMapping mapping, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (RemoteCallException error) when (error.System != "store")
        {
            log.NotSwept(mapping.Id, error.Message);
            return 0;
        }
    }

    private async Task<bool> TryBuryAsync(CaseMapping mapping, GlobalState global, CancellationToken cancel)
    {
        var google = await ReadAsync(customerCare, mapping.GoogleCaseName, cancel);
        var company = await ReadAsync(crm, mapping.CompanyCaseId, cancel);
        var keys = s_sides.Select(mapping.RefOn).OfType<CaseRef>().Select(IdentityKey.Of).ToArray();
        var stored = await store.FindAsync(keys, cancel);
        if (!RetentionRule.IsDone(mapping, google, company, stored.StoreTime))
        {
            // It came back to life, or has a change that waits: its sync sees to it, and clears resolvedAt if need be.
            foreach (var seen in new[] { google, company }.OfType<SupportCase>().Where(
                seen => !RetentionRule.IsDoneOn(mapping.On(seen.Ref.Side), seen)))
            {
                await QueueAsync(mapping, seen.Ref, seen.UpdatedAt, global, cancel);
            }

            return false;
        }

        var tombstone = RetentionRule.Bury(mapping, google, company, stored.StoreTime);
        var identities = stored.Identities.Values.Where(identity => identity.MappingId == mapping.Id)
            .OrderBy(identity => identity.Key.Value, StringComparer.Ordinal)
            .Select(
                identity =>
                    (StoreWrite)new StoreWrite.PutIdentity(identity with { MappingId = null, Tombstone = tombstone }));
        return await store.TryCommitAsync(
            new StoreCommit([new StoreWrite.DeleteMapping(mapping), .. identities]), cancel);
    }

    private async Task<int> SweepAsync(CaseMapping mapping, GlobalState global, CancellationToken cancel)
    {
        if (mapping.BrokenReason is not null)
        {
            return 0;
        }

        var queued = 0;
        foreach (var side in s_sides)
        {
            if (mapping.RefOn(side) is not { } id)
            {
                continue;
            }

            queued += await GuardedAsync(mapping, async () =>
            {
                var seen = await ReadAsync(side == Side.Google ? customerCare : crm, id, cancel);
                var isMissed = seen?.UpdatedAt > mapping.On(side).QueuedVersion
                    || (seen is not null && mapping.On(side).QueuedVersion is null);
                // Also of a case that is gone: its sync says so, once, and gives the pair up.
                return isMissed || mapping.On(side).DirtySince is not null
                    ? await QueueAsync(mapping, id, seen?.UpdatedAt, global, cancel)
                    : 0;
            });
        }

        return queued;
    }

    private async Task<int> QueueAsync(
        CaseMapping mapping, CaseRef id, DateTimeOffset? version, GlobalState global, CancellationToken cancel)
    {
        var (side, now) = (id.Side, clock.GetUtcNow());
        await store.UpdateMappingAsync(
            IdentityKey.Of(id), fresh => DirtyMark.Set(fresh, side, version, global, now, traceParent: null), cancel);
        await queue.EnqueueAsync(
            new SyncTask(id, SyncTaskName.OfOccasion(id, "swept", now), NotBefore: null, mapping.On(side).TraceParent),
            cancel);
        await store.UpdateMappingAsync(IdentityKey.Of(id), fresh => DirtyMark.Queued(fresh, side, version), cancel);
        return 1;
    }

    private async Task<int> ForgetAsync(CancellationToken cancel)
    {
        var old = await store.ListTombstonesAsync(
            clock.GetUtcNow() - RetentionRule.KeepTombstone, TombstonesMax, cancel);
        foreach (var identity in old)
        {
            await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.DeleteIdentity(identity)), cancel);
        }

        return old.Count;
    }

    private static async Task<SupportCase?> ReadAsync(ICaseSystem system, CaseRef? id, CancellationToken cancel) =>
        id is null ? null : (await system.FindCaseAsync(id, cancel)).Case;

    private async IAsyncEnumerable<CaseMapping> ResolvedAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new MappingQuery.ResolvedBefore(clock.GetUtcNow() - RetentionRule.KeepResolved);
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(query, cursor, PageSize, cancel);
            foreach (var mapping in page.Mappings)
            {
                yield return mapping;
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
    }
}
