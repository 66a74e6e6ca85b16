using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>A case with its whole timeline, latest first: the store gives its pages in an order of its own.</summary>
/// <param name="IsCut">There is more than was read.</param>
internal sealed record CaseStory(CaseDetails Details, IReadOnlyList<ItemRow> Items, bool IsCut)
{
    private const int PagesMax = 10;

    /// <param name="known">
    /// What was read before, if anything. Whatever changes an item changes its mapping in the same commit: while that
    /// has the same version, the timeline is not read again.
    /// </param>
    public static async Task<CaseStory?> FindAsync(ReadCase read, string id, CaseStory? known, CancellationToken cancel)
    {
        if (AddressText.TryDecode(id) is not { Length: > 0 } mappingId
            || await read.FindAsync(mappingId, cancel) is not { } details)
        {
            return null;
        }

        if (known?.Details.Case.Id == details.Case.Id && known.Details.Version == details.Version)
        {
            return known with { Details = details };
        }

        var (items, token) = await read.ListItemsAsync(mappingId, pageToken: null, cancel);
        var all = items.ToList();
        for (var pages = 1; token is not null && pages < PagesMax; pages++)
        {
            (items, token) = await read.ListItemsAsync(mappingId, token, cancel);
            all.AddRange(items);
        }

        return new CaseStory(
            details,
            [.. all.OrderByDescending(item => item.WrittenAt ?? item.AttemptedAt).ThenByDescending(item => item.Part)],
            token is not null);
    }
}
