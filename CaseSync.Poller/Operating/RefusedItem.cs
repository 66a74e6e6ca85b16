using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>Names a refusal in an address: the mapping, and the item unless the whole case is given up.</summary>
/// <param name="Item">Its first part; null for the case itself.</param>
internal sealed record RefusedId(string MappingId, ItemKey? Item)
{
    private const char Separator = '\n';

    public static RefusedId? TryParse(string text)
    {
        return AddressText.TryDecode(text)?.Split(Separator) switch
        {
            [{ Length: > 0 } mapping] => new RefusedId(mapping, null),
            [{ Length: > 0 } mapping, var side, var kind, var sourceId]
                when Enum.TryParse<Side>(side, out var from) && Enum.IsDefined(from)
                && Enum.TryParse<ItemKind>(kind, out var what) && what is ItemKind.Comment or ItemKind.Attachment =>
                new RefusedId(mapping, new ItemKey(from, what, sourceId)),
            _ => null,
        };
    }

    public override string ToString() => AddressText.Encode(
        Item is null ? MappingId : string.Join(Separator, MappingId, Item.Side, Item.Kind, Item.SourceId));
}

/// <summary>Something that was refused for good, as an operator sees it.</summary>
/// <param name="Id">For <c>POST /api/refused/{id}:retry</c>.</param>
/// <param name="CaseId">For <c>GET /api/cases/{id}</c>.</param>
/// <param name="Kind"><c>comment</c>, <c>attachment</c>, or <c>case</c>: nothing of it is synced any more.</param>
/// <param name="Side">Where the original is; null of a case.</param>
/// <param name="SourceId">The original's id there; null of a case.</param>
/// <param name="RefusedAt">Null of a case.</param>
internal sealed record RefusedItem(
    string Id, string CaseId, string Kind, string? Side, string? SourceId, string? GoogleCaseName,
    string? CompanyCaseId,
    string? Title, string Reason, DateTimeOffset? RefusedAt)
{
    public static RefusedItem Of(CaseMapping mapping, MirroredItem item) => new(
        new RefusedId(mapping.Id, item.Key with { Part = 1 }).ToString(), AddressText.Encode(mapping.Id),
        Lower(item.Key.Kind), Lower(item.Key.Side), item.Key.SourceId,
        mapping.GoogleCaseName?.Value, mapping.CompanyCaseId?.Value, mapping.Title,
        item.Reason ?? "The other system refused it.", item.FinishedAt);

    public static RefusedItem Of(CaseMapping mapping, string brokenReason) => new(
        new RefusedId(mapping.Id, null).ToString(), AddressText.Encode(mapping.Id), Lower(ItemKind.Case), null, null,
        mapping.GoogleCaseName?.Value, mapping.CompanyCaseId?.Value, mapping.Title, brokenReason, null);

    private static string Lower<TEnum>(TEnum value) where TEnum : struct, Enum =>
        value.ToString().ToLower(CultureInfo.InvariantCulture);
}
