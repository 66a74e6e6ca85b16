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

    /// <param name="Claim">Pairs the mapping with a counterpart that was found; null if it has one, or one is to be
    /// made.</param>
    public sealed record Snapshots(CaseSnapshots Seen, IdentityClaim.Granted? Claim) : ReadResult;

    /// <summary>One of the two cases answers 404.</summary>
    public sealed record Gone(string Reason) : ReadResult;

    /// <summary>The case names a counterpart that it cannot have.</summary>
    /// <param name="Notice">What is to be said on the case, once.</param>
    /// <param name="NoticeStart">By which it is known if its words change.</param>
    public sealed record Unpairable(
        CaseSnapshots Seen, string Reason, string About, string Notice, string? NoticeStart = null) : ReadResult;

    /// <summary>Somebody is at work on the mapping that the counterpart has of its own.</summary>
    public sealed record Busy : ReadResult;
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
        var to = SystemOf(start.From.Other());
        var sourceRead = await from.FindCaseAsync(start.Mapping.RefOn(start.From)!, cancel);
        if (sourceRead.Case is not { } source)
        {
            return Gone(start.Mapping.RefOn(start.From)!);
        }

        SupportCase? target = null;
        if (start.Mapping.RefOn(start.From.Other()) is { } known
            && (target = (await to.FindCaseAsync(known, cancel)).Case) is null)
        {
            return Gone(known);
        }

        var unfinished = await store.ListUnfinishedItemsAsync(start.Mapping.Id, cancel);
        var googleAccount = await customerCare.FindOwnAccountAsync(cancel) ?? start.Global.LearnedGoogleAccount;
        var companyAccount = await crm.FindOwnAccountAsync(cancel);
        var counterpart = target is not null ? null
            : await finder.FindAsync(
                start, source, new MirrorLedger(unfinished), googleAccount, companyAccount, cancel);
        if (counterpart is Counterpart.Busy)
        {
            return new ReadResult.Busy();
        }

        var found = counterpart as Counterpart.Found;
        target ??= found?.Case;
        var view = new SideView
        {
            Case = source,
            Traits = from.Traits,
            OwnAccount = start.From == Side.Google ? googleAccount : companyAccount,
            ReadAbout = sourceRead.ServerTime ?? start.StoreTime,
            ReadAt = sourceRead.ServerTime ?? start.StoreTime - s_clocksApartMax,
        };
        view = await WithListsAsync(view, from, SourceSince(start, unfinished), cancel);
        var wanted = LedgerKeys.Of(start.Mapping, view, to.Traits, MarkerKeyOf(from.Traits));
        var ledger = await LedgerAsync(start.Mapping, wanted, unfinished, cancel);
        var targetView = new SideView
        {
            Case = target,
            Traits = to.Traits,
            OwnAccount = start.From == Side.Company ? googleAccount : companyAccount,
        };
        if (target is not null
            && (IsOfAnotherEpoch(start) || found is not null || LedgerKeys.NeedTargetLists(ledger, wanted)))
        {
            var since = found is null ? TargetSince(start, view, to.Traits, ledger) : null;
            targetView = await WithListsAsync(targetView, to, since, cancel);
        }

        return ResultOf(counterpart, new CaseSnapshots
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
        });
    }

    private static ReadResult.Gone Gone(CaseRef id) => new($"{id.Side} case {id} is not there any more.");

    private static ReadResult ResultOf(Counterpart? counterpart, CaseSnapshots seen) => counterpart switch
    {
        Counterpart.Taken taken => new ReadResult.Unpairable(
            seen, $"It names Google case {taken.Google}, which syncs with {taken.Owner}.",
            PairingPlanner.TakenAbout(taken.Google), ConnectorText.Clone(taken.Google, taken.Owner),
            ConnectorText.CloneStart(taken.Google)),
        Counterpart.Dangling dangling => new ReadResult.Unpairable(
            seen, $"It names Google case {dangling.Google}, which is not there.",
            PairingPlanner.DanglingAbout(dangling.Google), ConnectorText.Dangling(dangling.Google)),
        _ => new ReadResult.Snapshots(seen, (counterpart as Counterpart.Found)?.Claim),
    };

    private byte[]? MarkerKeyOf(SideTraits traits) => traits.TellsOwnAccount ? null : sync.Value.MarkerKeyBytes;

    private ICaseSystem SystemOf(Side side) => side == Side.Google ? customerCare : crm;

    private static async Task<SideView> WithListsAsync(
        SideView view, ICaseSystem system, DateTimeOffset? since, CancellationToken cancel) =>
        view with
        {
            Comments = await NewestFirst.ReadAsync(
                system.ReadCommentsAsync(view.Case!.Ref, cancel), comment => comment.Id, comment => comment.CreatedAt,
                since, cancel),
            Attachments = await NewestFirst.ReadAsync(
                system.ReadAttachmentsAsync(view.Case!.Ref, cancel), file => file.Id, file => file.CreatedAt, null,
                cancel),
        };

    private async Task<MirrorLedger> LedgerAsync(
        CaseMapping mapping, IReadOnlyList<ItemKey> wanted, IReadOnlyList<MirroredItem> unfinished,
        CancellationToken cancel)
    {
        var items = (await store.FindItemsAsync(mapping.Id, wanted, cancel)).Concat(unfinished).ToList();
        var further = LedgerKeys.FurtherOf(items);
        return new MirrorLedger(
            further.Count == 0 ? items : items.Concat(await store.FindItemsAsync(mapping.Id, further, cancel)));
    }

    private static bool IsOfAnotherEpoch(SyncStart start) => start.Mapping.Epoch != start.Global.Epoch;

    // Everything, until the whole list was mirrored once; then back to where it was, an overlap before, and to what is
    // not finished.
    private DateTimeOffset? SourceSince(SyncStart start, IReadOnlyList<MirroredItem> unfinished)
    {
        if (IsOfAnotherEpoch(start) || start.Mapping.On(start.From).ReadThrough is not { } readThrough)
        {
            return null;
        }

        var since = readThrough - PollWindow.Overlap(polling.Value.WindowOf(start.From), SystemOf(start.From).Traits);
        var oldest = unfinished.Where(item => item.Key.Side == start.From && item.State != ItemState.Refused)
            .Min(item => item.SourceCreatedAt);
        return oldest < since ? oldest : since;
    }

    // A copy cannot be older than its original: so far back, a copy that the ledger does not know would show.
    private DateTimeOffset? TargetSince(SyncStart start, SideView source, SideTraits target, MirrorLedger ledger) =>
        IsOfAnotherEpoch(start) || !ledger.IsDone(PairingPlanner.NoticeKey)
            ? null
            : LedgerKeys.OldestUnknown(source, target, ledger, MarkerKeyOf(source.Traits),
                start.StoreTime) - s_clocksApartMax;
}
