using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>A case with its whole timeline, latest first: the store gives its pages in an order of its own.</summary>
/// <param name="IsCut">There is more than was read.</param>
internal sealed record CaseStory(CaseDetails Details, IReadOnlyList<ItemRow> Items, bool IsCut)
{
    private const int PagesMax = 10;

    public static async Task<CaseStory?> FindAsync(ReadCase read, string id, CancellationToken cancel)
    {
        if (AddressText.TryDecode(id) is not { Length: > 0 } mappingId
            || await read.RunAsync(mappingId, pageToken: null, cancel) is not { } first)
        {
            return null;
        }

        var (items, token) = (first.Timeline.ToList(), first.NextPageToken);
        for (var pages = 1; token is not null && pages < PagesMax; pages++)
        {
            var further = await read.RunAsync(mappingId, token, cancel);
            items.AddRange(further?.Timeline ?? []);
            token = further?.NextPageToken;
        }

        return new CaseStory(
            first,
            [.. items.OrderByDescending(item => item.WrittenAt ?? item.AttemptedAt)
                .ThenByDescending(item => item.Part)],
            token is not null);
    }
}
