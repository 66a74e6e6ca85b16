using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// Which entries of the ledger a plan asks for. Looked up by key, so that a sync costs what changed and not what the
/// case ever held.
/// </summary>
public static class LedgerKeys
{
    /// <param name="source">As read, with its lists.</param>
    /// <param name="markerKey">Null where the source tells our account apart.</param>
    public static IReadOnlyList<ItemKey> Of(
        CaseMapping mapping, SideView source, SideTraits target, byte[]? markerKey) =>
        Of(mapping, source, source.Case!, target, markerKey);

    private static IReadOnlyList<ItemKey> Of(
        CaseMapping mapping, SideView view, SupportCase source, SideTraits target, byte[]? markerKey) =>
    [
        PairingPlanner.CaseKey(source.Ref),
        PairingPlanner.NoticeKey,
        new ItemKey(source.Ref.Side, ItemKind.Notice, SyncPlanner.ReopenedAbout(mapping)),
        // That the target was told tells that it serves.
        .. mapping.LateSince is { } since
            ? [new ItemKey(target.Side, ItemKind.Notice, OutageDecision.LateAbout(since))]
            : Array.Empty<ItemKey>(),
        .. PairingPlanner.DescriptionRest(source, target) is null
            ? Array.Empty<ItemKey>()
            : [new ItemKey(source.Ref.Side, ItemKind.Comment, CommentPlanner.DescriptionId)],
        .. source.GoogleCaseName is { } linked
            ? new[] { PairingPlanner.TakenAbout(linked), PairingPlanner.DanglingAbout(linked) }
                .Select(about => new ItemKey(source.Ref.Side, ItemKind.Notice, about))
            : [],
        .. view.Comments.Where(c => c.IsPublic && !view.IsOurs(c, markerKey))
            .Select(c => new ItemKey(source.Ref.Side, ItemKind.Comment, c.Id)),
        .. view.Attachments.Where(a => a.IsPublic && !view.IsOurs(a))
            .Select(a => new ItemKey(source.Ref.Side, ItemKind.Attachment, a.Id)),
    ];

    /// <summary>
    /// What the first answer shows to be asked for besides: further parts, and the notices of refusals.
    /// </summary>
    public static IReadOnlyList<ItemKey> FurtherOf(IReadOnlyCollection<MirroredItem> found) =>
    [
        .. found.Where(item => item.Key.Part == 1)
            .SelectMany(item => Enumerable.Range(2, item.PartCount - 1).Select(part => item.Key with { Part = part })),
        .. found.Where(item => item.State == ItemState.Refused)
            .Select(item => new ItemKey(item.Key.Side, ItemKind.Notice, RefusalPlanner.About(item.Key))).Distinct(),
    ];

    /// <summary>
    /// When the oldest original was written whose copy may be on the target unknown. No copy is older than its
    /// original.
    /// </summary>
    public static DateTimeOffset OldestUnknown(
        SideView source, SideTraits target, MirrorLedger ledger, byte[]? markerKey, DateTimeOffset now)
    {
        var side = source.Traits.Side;
        var comments = source.Comments
            .Where(
                c => c.IsPublic && !source.IsOurs(c, markerKey)
                    && ledger.Find(new ItemKey(side, ItemKind.Comment, c.Id)) is null)
            .Select(c => c.CreatedAt);
        var intents = ledger.Items.Where(item => item.State is ItemState.Intent or ItemState.Planned)
            .Select(item => item.SourceCreatedAt ?? item.AttemptedAt);
        var description = PairingPlanner.DescriptionRest(source.Case!, target) is not null
            && ledger.Find(new ItemKey(side, ItemKind.Comment, CommentPlanner.DescriptionId)) is null
                ? source.Case!.CreatedAt ?? CommentPlanner.TimeUnknown
                : now;
        return comments.Concat(intents).Append(description).Append(now).Min();
    }

    /// <summary>
    /// Whether the target's lists must be read: something is not known to be there, so it may be there unknown.
    /// </summary>
    public static bool NeedTargetLists(MirrorLedger ledger, IEnumerable<ItemKey> wanted) =>
        ledger.Items.Any(item => item.State is ItemState.Intent or ItemState.Planned)
        || wanted.Any(key => key.Kind is ItemKind.Comment or ItemKind.Attachment && ledger.Find(key) is null)
        || !ledger.IsDone(PairingPlanner.NoticeKey);
}
