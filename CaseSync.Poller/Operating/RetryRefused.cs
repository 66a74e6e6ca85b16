using System.Diagnostics;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;

namespace CaseSync.Poller.Operating;

internal enum RetryAnswer
{
    /// <summary>Its sync is queued, now or since an earlier asking.</summary>
    Queued,

    /// <summary>There is no such refusal (any more).</summary>
    Unknown,

    /// <summary>It was copied meanwhile.</summary>
    Copied,

    /// <summary>A sync is at work on the case just now.</summary>
    Busy,
}

/// <summary>
/// Gives what was refused another chance, after somebody mended the cause. The item counts as never sent: its refusal
/// was an answer. Its notice stays said. Safe to repeat.
/// </summary>
internal sealed class RetryRefused(ICaseMappingStore store, ITaskQueue queue)
{
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public async Task<RetryAnswer> RunAsync(RefusedId id, CancellationToken cancel)
    {
        var key = IdentityKey.FromStored(id.MappingId);
        var stored = await store.FindAsync([key], cancel);
        if (stored.FindMapping(key) is not { } mapping || mapping.Id != id.MappingId
            || await store.FindGlobalAsync(cancel) is not { } global)
        {
            return RetryAnswer.Unknown;
        }

        if (mapping.Lease?.IsHeldAt(stored.StoreTime) == true)
        {
            return RetryAnswer.Busy;
        }

        var parts = id.Item is null ? [] : await PartsAsync(mapping.Id, id.Item, cancel);
        if (id.Item is null ? mapping.BrokenReason is null : !parts.Any(IsOpen))
        {
            return parts.Count > 0 ? RetryAnswer.Copied : RetryAnswer.Unknown;
        }

        var sides = id.Item is null ? s_sides : [id.Item.Side];
        var changed = sides.Aggregate(mapping, (now, side) => Again(now, side, global, stored.StoreTime));
        var writes = parts.Where(part => part.State == ItemState.Refused)
            .Select(part => (StoreWrite)new StoreWrite.PutItem(mapping.Id, Again(part, stored.StoreTime)));
        if (!await store.TryCommitAsync(new StoreCommit([new StoreWrite.PutMapping(changed), .. writes]), cancel))
        {
            return RetryAnswer.Busy;
        }

        await QueueAsync(changed, sides, stored.StoreTime, cancel);
        return RetryAnswer.Queued;
    }

    private static bool IsOpen(MirroredItem part) => part.State != ItemState.Done;

    private async Task<IReadOnlyList<MirroredItem>> PartsAsync(
        string mappingId, ItemKey first, CancellationToken cancel)
    {
        var found = await store.FindItemsAsync(mappingId, [first], cancel);
        return [.. found, .. await store.FindItemsAsync(mappingId, LedgerKeys.FurtherOf(found), cancel)];
    }

    // Read from the start: a list that was read through held the item as settled.
    private static CaseMapping Again(CaseMapping mapping, Side side, GlobalState global, DateTimeOffset now) =>
        mapping.RefOn(side) is null
        ? mapping
        : DirtyMark.Set(mapping, side, version: null, global, now, Activity.Current?.Id)
            .With(
                side, progress =>
                    progress with { ReadThrough = null, QueuedVersion = null, LastError = null, NextTryAt = null });

    private static MirroredItem Again(MirroredItem part, DateTimeOffset now) =>
        part with
        {
            State = ItemState.Planned,
            Attempts = 0,
            FailingSince = null,
            FinishedAt = null,
            Reason = null,
            RetriedAt = now
        };

    private async Task QueueAsync(
        CaseMapping mapping, IEnumerable<Side> sides, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var side in sides)
        {
            if (mapping.RefOn(side) is { } id)
            {
                await queue.EnqueueAsync(
                    new SyncTask(
                        id, SyncTaskName.OfOccasion(id, "retried", at), NotBefore: null,
                        mapping.On(side).TraceParent), cancel);
                await store.UpdateMappingAsync(
                    IdentityKey.Of(id), fresh => DirtyMark.Queued(fresh, side, mapping.On(side).SeenVersion), cancel);
            }
        }
    }
}
