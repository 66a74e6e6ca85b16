using CaseSync.GoogleMock.CustomerCare;

namespace CaseSync.GoogleMock.Pages;

/// <summary>A comment or, with a file, an attachment.</summary>
internal sealed record HistoryEntry(long Id, string Who, DateTimeOffset Time, string? Text, StoredFile? File)
{
    /// <summary>Comments and attachments share one counter, so their ids are their order.</summary>
    public static IEnumerable<HistoryEntry> Of(SupportCase seen) => seen.Comments
        .Select(one => new HistoryEntry(one.Id, one.Creator.DisplayName, one.CreatedAt, one.Body, null))
        .Concat(seen.Attachments.Select(
            one => new HistoryEntry(one.Id, one.Creator.DisplayName, one.CreatedAt, null, one.File)))
        .OrderBy(one => one.Id);
}
