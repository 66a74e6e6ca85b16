using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>A mapping with what DetectOutages found about it.</summary>
internal sealed record DueNotice(CaseMapping Mapping, OutageVerdict Verdict);

/// <summary>
/// Writes the notices of an outage: under the case's lease, with an intent before and a confirmation after, as a sync
/// writes. One side that is down keeps nobody from telling the other.
/// </summary>
internal sealed class OutageNotifier(
    ICaseMappingStore store, NoticeWriter writer, AttemptNames attempts, TimeProvider clock,
    IOptions<SyncOptions> options)
{
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    // Of the whole job, since Cloud Scheduler waits a minute; the next run goes on where this one ends.
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Returns how many of the mappings were seen to before the limit of notices, or of time, was reached.
    /// </summary>
    /// <param name="startedAt">When the job did, by the monotonic clock.</param>
    public async Task<int> SayAsync(
        IReadOnlyList<DueNotice> due, GlobalState global, int noticesMax, long startedAt, CancellationToken cancel)
    {
        var down = new DownSides();
        var (mappings, notices) = (0, 0);
        foreach (var (mapping, verdict) in due)
        {
            var reachable = verdict.Due.Where(notice => !down.Contains(notice.On)).ToList();
            if ((reachable.Count > 0 && notices + reachable.Count > noticesMax)
                || clock.GetElapsedTime(startedAt) > s_budget)
            {
                break;
            }

            mappings++;
            notices += reachable.Count;
            if (reachable.Count > 0 || verdict.Due.Count == 0)
            {
                await SayOneAsync(mapping, verdict, reachable, global, down, cancel);
            }
        }

        return mappings;
    }

    private async Task SayOneAsync(
        CaseMapping mapping, OutageVerdict verdict, List<OutageNotice> notices, GlobalState global, DownSides down,
        CancellationToken cancel)
    {
        using var span = CaseSyncTelemetry.Activities.StartActivity("casesync.notices").SetCase(mapping);
        var startedAt = clock.GetTimestamp();
        var key = IdentityKey.Of(mapping.GoogleCaseName ?? (CaseRef)mapping.CompanyCaseId!);
        var stored = await store.FindAsync([key], cancel);
        if (stored.FindMapping(key) is not { } fresh || fresh.Version != mapping.Version
            || fresh.Lease?.IsHeldAt(stored.StoreTime) == true)
        {
            Left(span, "A sync is at the case, or was: the next run sees how things stand then.");
            return;
        }

        if (fresh.Epoch != global.Epoch && stored.StoreTime < global.EpochStartedAt + options.Value.SettleTime)
        {
            Left(span, "The store is new or was restored: what was said last must show first.");
            return;
        }

        var since = verdict.LateSince ?? fresh.LateSince ?? stored.StoreTime;
        var lateKeys = KeysOf(since);
        var known = (
            await store.FindItemsAsync(mapping.Id, [.. notices.Select(notice => notice.Key).Union(lateKeys)], cancel))
            .ToDictionary(item => item.Key);
        if (verdict.IsLate && fresh.LateSince is null && lateKeys.Exists(known.ContainsKey))
        {
            // It was late since the same change before, and that is over, and said to be: this is an outage of its own.
            since = stored.StoreTime;
            (lateKeys, known) = (KeysOf(since), []);
            notices = notices.ConvertAll(notice => OutageDecision.MovedTo(notice, since));
        }

        // A side that refused to be told is not asked again, and is owed no resumption. One that refused to be told of
        // the end counts as told of it, also where the case became late again meanwhile, since the same change.
        var refused = notices.Select(notice => known.GetValueOrDefault(notice.Key))
            .OfType<MirroredItem>().Where(item => item.State == ItemState.Refused).ToList();
        notices = [.. notices.Where(notice => refused.TrueForAll(item => item.Key != notice.Key))];
        if (notices.Count == 0 && verdict.IsLate)
        {
            Left(span, "The side that is left to tell has refused to be told.");
            return;
        }

        var items = notices.Select(notice => IntentOf(notice, known.GetValueOrDefault(notice.Key), stored.StoreTime))
            .ToList();
        var lease = await CaseLease.TryTakeAsync(
            store, clock, key, fresh with { LateSince = verdict.IsLate ? since : fresh.LateSince },
            items.Select(item => new StoreWrite.PutItem(mapping.Id, item)), attempts.Next(),
            options.Value.LeaseDuration, stored.StoreTime,
            startedAt, cancel);
        if (lease is null)
        {
            Left(span, "Another took the case meanwhile.");
            return;
        }

        var run = new NoticeRun(fresh, stored.StoreTime, global, lease, known, down);
        var said = refused;
        foreach (var (notice, item) in notices.Zip(items))
        {
            if (await writer.TrySayAsync(run, notice, item, cancel) is { } after)
            {
                said.Add(after);
            }
        }

        var isUnclear = !verdict.IsLate && await AnyUnclearAsync(run, lateKeys, said, cancel);
        if (run.GoogleAccount is { } learned)
        {
            await store.UpdateGlobalAsync(now => now.WithLearned(learned), cancel);
        }

        await ConfirmAsync(key, lease, verdict, said, isUnclear, cancel);
        var isWhole = !isUnclear
            && notices.TrueForAll(notice => said.Exists(item => item.Key == notice.Key && IsFinished(item)));
        span?.SetTag(CaseSyncTelemetry.Tags.Outcome, isWhole ? "done" : "waiting")
            .SetTag(CaseSyncTelemetry.Tags.Reason, isWhole ? null : "Something that was to be said has no answer yet.");
    }

    // A side whose "has not synced" got no answer may show it: then it is owed a "has resumed".
    private async Task<bool> AnyUnclearAsync(
        NoticeRun run, IEnumerable<ItemKey> lateKeys, List<MirroredItem> said, CancellationToken cancel)
    {
        var isUnclear = false;
        var sent = lateKeys.Select(run.Known.GetValueOrDefault).OfType<MirroredItem>();
        foreach (var lost in sent.Where(item => item.State == ItemState.Intent))
        {
            var after = await writer.FindOutAsync(run, lost, cancel);
            isUnclear |= after is null;
            said.AddRange(after is null ? [] : [after]);
        }

        return isUnclear;
    }

    private static List<ItemKey> KeysOf(DateTimeOffset since) =>
        [.. s_sides.Select(side => new ItemKey(side, ItemKind.Notice, OutageDecision.LateAbout(since)))];

    private static bool IsFinished(MirroredItem item) => item.State is ItemState.Done or ItemState.Refused;

    private static void Left(Activity? span, string reason) =>
        span?.SetTag(CaseSyncTelemetry.Tags.Outcome, "left").SetTag(CaseSyncTelemetry.Tags.Reason, reason);

    // What was sent without an answer settles by the store's clock, counted from now at the latest.
    private static MirroredItem Timed(MirroredItem item, DateTimeOffset storeTime) =>
        item.State == ItemState.Intent ? item with { AttemptedAt = storeTime } : item;

    private static MirroredItem IntentOf(OutageNotice notice, MirroredItem? known, DateTimeOffset now) =>
        known is { State: ItemState.Done or ItemState.Refused or ItemState.Intent } ? known : new MirroredItem
        {
            Key = notice.Key,
            State = ItemState.Intent,
            Text = known?.Text ?? notice.Text,
            AttemptedAt = now,
            Attempts = (known?.Attempts ?? 0) + 1,
        };

    private async Task ConfirmAsync(
        IdentityKey key, CaseLease lease, OutageVerdict verdict, List<MirroredItem> said, bool isUnclear,
        CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var stored = await store.FindAsync([key], cancel);
            if (stored.FindMapping(key) is not { } mapping || mapping.Lease?.Owner != lease.Owner)
            {
                return;
            }

            foreach (var item in said.Where(IsFinished))
            {
                var isResumption = verdict.Due.Any(notice => notice.Key == item.Key && notice.IsResumption);
                var isTold = !isResumption && item.State == ItemState.Done;
                mapping = mapping.With(item.Key.Side, side => side with { OutageCommentSent = isTold });
            }

            var isOver = !verdict.IsLate && !isUnclear && !mapping.Google.OutageCommentSent
                && !mapping.Company.OutageCommentSent;
            var after = mapping with { Lease = null, LateSince = isOver ? null : mapping.LateSince };
            if (await store.TryCommitAsync(
                new StoreCommit(
                    [new StoreWrite.PutMapping(after),
                        .. said.Select(item => new StoreWrite.PutItem(mapping.Id, Timed(item, stored.StoreTime)))]),
                cancel))
            {
                return;
            }
        }
    }
}
