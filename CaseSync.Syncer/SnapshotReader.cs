using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Polling;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Syncer;

/// <summary>What a sync starts from: the mapping and the global state as the store just gave them.</summary>
internal sealed record SyncStart(Side From, CaseMapping Mapping, GlobalState Global, DateTimeOffset StoreTime);

/// <summary>What was read of both sides.</summary>
internal abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <param name="Claim">Pairs the mapping with a counterpart that was found; null if it has one, or one is to be made.</param>
    public sealed record Snapshots(CaseSnapshots Seen, IdentityClaim? Claim) : ReadResult;

    /// <param name="Notice">What is to be said on the source; null if nothing.</param>
    public sealed record Broken(string Reason, CaseSnapshots? Seen, string? NoticeAbout, string? Notice) : ReadResult;
}

/// <summary>Reads both sides and the ledger as far as a plan needs them, and no further.</summary>
internal sealed class SnapshotReader(
    ICustomerCare customerCare, ICrm crm, ICaseMappingStore store, CounterpartFinder finder, IOptions<SyncOptions> sync,
    IOptions<PollingOptions> polling)
{
    // A copy is younger than its original, but for the clocks of the two systems.
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(15);

    public async Task<ReadResult> ReadAsync(SyncStart start, CancellationToken cancel)
    {
        var from = SystemOf(start.From);
        var sourceRead = await from.FindCaseAsync(start.Mapping.RefOn(start.From)!, cancel);
        if (sourceRead.Case is not { } source)
        {
            return new ReadResult.Broken($"{start.From} case {start.Mapping.RefOn(start.From)} is not there any more.", null, null, null);
        }

        var unfinished = await store.ListUnfinishedItemsAsync(start.Mapping.Id, cancel);
        var googleAccount = await customerCare.FindOwnAccountAsync(cancel) ?? start.Global.LearnedGoogleAccount;
        var (target, claim, broken) = await ReadTargetAsync(start, source, unfinished, googleAccount, cancel);
        var view = new SideView
        {
            Case = source,
            Traits = from.Traits,
            OwnAccount = start.From == Side.Google ? googleAccount : await crm.FindOwnAccountAsync(cancel),
            ReadAbout = sourceRead.ServerTime ?? start.StoreTime,
            ReadAt = sourceRead.ServerTime ?? start.StoreTime - s_clocksApartMax,
        };
        view = await WithListsAsync(view, from, SourceSince(start, unfinished), cancel);
        var ledger = await LedgerAsync(start.Mapping, view, unfinished, cancel);
        var targetView = new SideView
        {
            Case = target,
            Traits = SystemOf(start.From.Other()).Traits,
            OwnAccount = start.From == Side.Company ? googleAccount : await crm.FindOwnAccountAsync(cancel),
        };
        var wanted = LedgerKeys.Of(start.Mapping, source, view.Comments, view.Attachments);
        if (target is not null && (IsOfAnotherEpoch(start) || claim is not null || LedgerKeys.NeedTargetLists(ledger, wanted)))
        {
            var since = claim is null ? TargetSince(start, view, ledger) : null;
            targetView = await WithListsAsync(targetView, SystemOf(start.From.Other()), since, cancel);
        }

        var seen = new CaseSnapshots
        {
            From = start.From,
            Mapping = start.Mapping,
            Global = start.Global,
            Now = start.StoreTime,
            Source = view,
            Target = targetView,
            Ledger = ledger,
            SettleTime = sync.Value.SettleTime,
            MarkerKey = sync.Value.MarkerKeyBytes,
        };
        return broken is null ? new ReadResult.Snapshots(seen, claim) : broken with { Seen = seen };
    }

    private ICaseSystem SystemOf(Side side) => side == Side.Google ? customerCare : crm;

    private async Task<(SupportCase? Case, IdentityClaim? Claim, ReadResult.Broken? Broken)> ReadTargetAsync(
        SyncStart start, SupportCase source, IReadOnlyList<MirroredItem> unfinished, string? googleAccount, CancellationToken cancel)
    {
        var to = start.From.Other();
        if (start.Mapping.RefOn(to) is { } known)
        {
            var read = await SystemOf(to).FindCaseAsync(known, cancel);
            return read.Case is { } found
                ? (found, null, null)
                : (null, null, new ReadResult.Broken($"{to} case {known} is not there any more.", null, null, null));
        }

        var counterpart = await finder.FindAsync(start.Mapping, source, new MirrorLedger(unfinished), googleAccount, cancel);
        return counterpart switch
        {
            Counterpart.Found found => (found.Case, found.Claim, null),
            Counterpart.Taken taken => (null, null, new ReadResult.Broken(
                $"It names Google case {taken.Google}, which syncs with {taken.Owner}.", null,
                PairingPlanner.TakenAbout(taken.Google), ConnectorText.Clone(taken.Google, taken.Owner))),
            Counterpart.Dangling dangling => (null, null, new ReadResult.Broken(
                $"It names Google case {dangling.Google}, which is not there.", null,
                PairingPlanner.DanglingAbout(dangling.Google), ConnectorText.Dangling(dangling.Google))),
            _ => (null, null, null),
        };
    }

    private static async Task<SideView> WithListsAsync(SideView view, ICaseSystem system, DateTimeOffset? since, CancellationToken cancel) =>
        view with
        {
            Comments = await NewestFirst.ReadAsync(
                system.ReadCommentsAsync(view.Case!.Ref, cancel), comment => comment.Id, comment => comment.CreatedAt, since, cancel),
            Attachments = await NewestFirst.ReadAsync(
                system.ReadAttachmentsAsync(view.Case!.Ref, cancel), file => file.Id, file => file.CreatedAt, null, cancel),
        };

    private async Task<MirrorLedger> LedgerAsync(
        CaseMapping mapping, SideView source, IReadOnlyList<MirroredItem> unfinished, CancellationToken cancel)
    {
        var wanted = LedgerKeys.Of(mapping, source.Case!, source.Comments, source.Attachments);
        var found = await store.FindItemsAsync(mapping.Id, wanted, cancel);
        var items = found.Concat(unfinished).ToList();
        var further = LedgerKeys.FurtherOf(items);
        return new MirrorLedger(further.Count == 0 ? items : items.Concat(await store.FindItemsAsync(mapping.Id, further, cancel)));
    }

    private static bool IsOfAnotherEpoch(SyncStart start) => start.Mapping.Epoch != start.Global.Epoch;

    // Everything, until the whole list was mirrored once; then back to where it was, an overlap before, and to what is not finished.
    private DateTimeOffset? SourceSince(SyncStart start, IReadOnlyList<MirroredItem> unfinished)
    {
        if (IsOfAnotherEpoch(start) || start.Mapping.On(start.From).ReadThrough is not { } readThrough)
        {
            return null;
        }

        var since = readThrough - PollWindow.Overlap(polling.Value.WindowOf(start.From), SystemOf(start.From).Traits);
        var oldest = unfinished.Where(item => item.Key.Side == start.From && item.State != ItemState.Refused).Min(item => item.SourceCreatedAt);
        return oldest < since ? oldest : since;
    }

    // A copy cannot be older than its original: so far back, a copy that the ledger does not know would show.
    private static DateTimeOffset? TargetSince(SyncStart start, SideView source, MirrorLedger ledger)
    {
        if (IsOfAnotherEpoch(start) || !ledger.IsDone(PairingPlanner.NoticeKey))
        {
            return null;
        }

        var unknown = source.Comments.Where(c => !ledger.IsDone(new ItemKey(start.From, ItemKind.Comment, c.Id))).Select(c => c.CreatedAt);
        var intents = ledger.Items.Where(item => item.State is ItemState.Intent or ItemState.Planned)
            .Select(item => item.SourceCreatedAt ?? item.AttemptedAt);
        return unknown.Concat(intents).Append(start.StoreTime).Min() - s_clocksApartMax;
    }
}
