using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Tests.Builders;

internal static partial class A
{
    private static readonly TimeSpan s_settleTime = TimeSpan.FromMinutes(2);

    /// <summary>A synced pair with nothing to do.</summary>
    public static CaseSnapshots Quiet(Side from) => new()
    {
        From = from,
        Mapping = Pair,
        Global = Global,
        Now = Noon,
        Source = View(from),
        Target = View(from.Other()),
        Ledger = new MirrorLedger([Item(PairingPlanner.NoticeKey, ItemState.Done)]),
        SettleTime = s_settleTime,
    };

    /// <summary>A case whose counterpart is to be made; nothing was written yet.</summary>
    public static CaseSnapshots Unpaired(Side from) => Quiet(from) with
    {
        Mapping = Lone(from),
        Source = View(from) with { Case = Case(from) with { GoogleCaseName = null } },
        Target = View(from.Other()) with { Case = null },
        Ledger = new MirrorLedger([]),
    };

    private static SideView View(Side side) => new()
    {
        Case = Case(side),
        Traits = Traits(side),
        OwnAccount = Connector(side).Account,
        ReadAt = Noon,
        ReadAbout = Noon,
    };
}

internal static class SnapshotChanges
{
    public static CaseSnapshots WithSource(this CaseSnapshots seen, Func<SideView, SideView> change) =>
        seen with { Source = change(seen.Source) };

    public static CaseSnapshots WithTarget(this CaseSnapshots seen, Func<SideView, SideView> change) =>
        seen with { Target = change(seen.Target) };

    public static CaseSnapshots WithSourceCase(this CaseSnapshots seen, Func<SupportCase, SupportCase> change) =>
        seen.WithSource(view => view with { Case = change(view.Case!) });

    public static CaseSnapshots WithTargetCase(this CaseSnapshots seen, Func<SupportCase, SupportCase> change) =>
        seen.WithTarget(view => view with { Case = change(view.Case!) });

    /// <summary>Comments on the source.</summary>
    public static CaseSnapshots With(this CaseSnapshots seen, params Comment[] comments) =>
        seen.WithSource(view => view with { Comments = comments });

    /// <summary>Files on the source.</summary>
    public static CaseSnapshots With(this CaseSnapshots seen, params Attachment[] attachments) =>
        seen.WithSource(view => view with { Attachments = attachments });

    /// <summary>More entries in the ledger.</summary>
    public static CaseSnapshots With(this CaseSnapshots seen, params MirroredItem[] items) =>
        seen with { Ledger = new MirrorLedger([.. seen.Ledger.Items, .. items]) };

    public static CaseSnapshots WithMapping(this CaseSnapshots seen, Func<CaseMapping, CaseMapping> change) =>
        seen with { Mapping = change(seen.Mapping) };
}

internal static class PlanReading
{
    public static IEnumerable<SyncAction> Actions(this SyncPlan plan) => plan.Steps.Select(step => step.Action);

    /// <summary>The comments that the plan adds to the target, in order.</summary>
    public static IEnumerable<string> Bodies(this SyncPlan plan) =>
        plan.Actions().OfType<SyncAction.AddComment>().Select(action => action.Body);

    /// <summary>The files that the plan copies, in order.</summary>
    public static IEnumerable<string> Files(this SyncPlan plan) =>
        plan.Actions().OfType<SyncAction.CopyAttachment>().Select(action => action.Original.Id);
}
