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
/// Writes the notices of an outage: under the case's lease, with an intent before and a confirmation after, as a sync writes. One side that
/// is down keeps nobody from telling the other.
/// </summary>
internal sealed class OutageNotifier(
    ICustomerCare customerCare, ICrm crm, ICaseMappingStore store, AttemptNames attempts, TimeProvider clock, IOptions<SyncOptions> options,
    ILogger<OutageNotifier> log)
{
    // A side that failed this often in one run is down; the next run tries it again.
    private const int FailuresMax = 3;
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(15);

    /// <summary>Returns how many of the mappings were seen to before the limit of notices was reached.</summary>
    public async Task<int> SayAsync(IReadOnlyList<DueNotice> due, GlobalState global, int noticesMax, CancellationToken cancel)
    {
        var failures = new Dictionary<Side, int> { [Side.Google] = 0, [Side.Company] = 0 };
        var (mappings, notices) = (0, 0);
        foreach (var (mapping, verdict) in due)
        {
            var reachable = verdict.Due.Where(notice => failures[notice.On] < FailuresMax).ToList();
            if (reachable.Count > 0 && notices + reachable.Count > noticesMax)
            {
                break;
            }

            mappings++;
            notices += reachable.Count;
            if (reachable.Count > 0 || verdict.Due.Count == 0)
            {
                await SayOneAsync(mapping, verdict, reachable, global, failures, cancel);
            }
        }

        return mappings;
    }

    private async Task SayOneAsync(
        CaseMapping mapping, OutageVerdict verdict, List<OutageNotice> notices, GlobalState global, Dictionary<Side, int> failures,
        CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        var key = IdentityKey.Of(mapping.GoogleCaseName ?? (CaseRef)mapping.CompanyCaseId!);
        var stored = await store.FindAsync([key], cancel);
        if (stored.FindMapping(key) is not { } fresh || fresh.Version != mapping.Version || fresh.Lease?.IsHeldAt(stored.StoreTime) == true)
        {
            return; // A sync is at it, or was: the next run sees how things stand then.
        }

        var known = (await store.FindItemsAsync(mapping.Id, [.. notices.Select(notice => notice.Key)], cancel)).ToDictionary(item => item.Key);
        var items = notices.Select(notice => IntentOf(notice, known.GetValueOrDefault(notice.Key), stored.StoreTime)).ToList();
        var lease = await CaseLease.TryTakeAsync(
            store, clock, key, fresh with { LateSince = verdict.LateSince ?? fresh.LateSince },
            items.Select(item => new StoreWrite.PutItem(mapping.Id, item)), attempts.Next(), options.Value.LeaseDuration, stored.StoreTime, startedAt, cancel);
        if (lease is null)
        {
            return;
        }

        var said = new List<MirroredItem>();
        for (var i = 0; i < notices.Count; i++)
        {
            var before = known.GetValueOrDefault(notices[i].Key);
            if (await TrySayAsync(fresh, notices[i], items[i], before, global, lease, failures, cancel) is { } after)
            {
                said.Add(after);
            }
        }

        await ConfirmAsync(key, lease, verdict, notices, said, cancel);
    }

    private static MirroredItem IntentOf(OutageNotice notice, MirroredItem? known, DateTimeOffset now) =>
        known is { State: ItemState.Done or ItemState.Intent } ? known : new MirroredItem
        {
            Key = notice.Key,
            State = ItemState.Intent,
            Text = known?.Text ?? notice.Text,
            AttemptedAt = now,
            Attempts = (known?.Attempts ?? 0) + 1,
        };

    /// <summary>Null when nothing is known anew.</summary>
    private async Task<MirroredItem?> TrySayAsync(
        CaseMapping mapping, OutageNotice notice, MirroredItem item, MirroredItem? before, GlobalState global, CaseLease lease,
        Dictionary<Side, int> failures, CancellationToken cancel)
    {
        if (item.State == ItemState.Done)
        {
            return item;
        }

        var system = SystemOf(notice.On);
        var id = mapping.RefOn(notice.On)!;
        try
        {
            await lease.EnsureAsync(options.Value.RequestTimeout, cancel);
            if (before?.State == ItemState.Intent)
            {
                // An earlier run sent it, or was about to: look before saying it again.
                if (await FindSaidAsync(system, id, item, mapping, global, cancel) is { } found)
                {
                    return item with { State = ItemState.Done, TargetId = found, FinishedAt = clock.GetUtcNow() };
                }

                var sentBefore = mapping.Lease is { } last && last.Until > before.AttemptedAt ? last.Until : before.AttemptedAt;
                if (clock.GetUtcNow() < sentBefore + options.Value.SettleTime)
                {
                    return null;
                }
            }

            var receipt = await system.AddCommentAsync(id, item.Text!, cancel);
            log.Said(notice.On, mapping.Id, notice.IsResumption);
            return item with { State = ItemState.Done, TargetId = receipt.Id, FinishedAt = clock.GetUtcNow() };
        }
        catch (RemoteCallException error)
        {
            failures[notice.On]++;
            log.NotSaid(notice.On, mapping.Id, error.Message);
            return item with { State = error.MayHaveTakenEffect ? ItemState.Intent : ItemState.Planned, AttemptedAt = clock.GetUtcNow() };
        }
    }

    private static async Task<string?> FindSaidAsync(
        ICaseSystem system, CaseRef id, MirroredItem item, CaseMapping mapping, GlobalState global, CancellationToken cancel)
    {
        var account = await system.FindOwnAccountAsync(cancel) ?? (id.Side == Side.Google ? global.LearnedGoogleAccount : null);
        var since = (mapping.LateSince ?? item.AttemptedAt) - s_clocksApartMax;
        await foreach (var comment in system.ReadCommentsAsync(id, cancel))
        {
            if (comment.CreatedAt >= since && comment.Author.Is(account) && comment.Body.Trim() == item.Text)
            {
                return comment.Id;
            }
        }

        return null;
    }

    private async Task ConfirmAsync(
        IdentityKey key, CaseLease lease, OutageVerdict verdict, List<OutageNotice> notices, List<MirroredItem> said, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var stored = await store.FindAsync([key], cancel);
            if (stored.FindMapping(key) is not { } mapping || mapping.Lease?.Owner != lease.Owner)
            {
                return;
            }

            foreach (var notice in notices.Where(notice => said.Any(item => item.Key == notice.Key && item.State == ItemState.Done)))
            {
                mapping = mapping.With(notice.On, side => side with { OutageCommentSent = !notice.IsResumption });
            }

            var isOver = !verdict.IsLate && !mapping.Google.OutageCommentSent && !mapping.Company.OutageCommentSent;
            var after = mapping with { Lease = null, LateSince = isOver ? null : mapping.LateSince };
            if (await store.TryCommitAsync(
                new StoreCommit([new StoreWrite.PutMapping(after), .. said.Select(item => new StoreWrite.PutItem(mapping.Id, item))]), cancel))
            {
                return;
            }
        }
    }

    private ICaseSystem SystemOf(Side side) => side == Side.Google ? customerCare : crm;
}
