using CaseSync.Core.Doors;
using CaseSync.Core.Mirroring;

namespace CaseSync.Poller.Operating;

/// <param name="NextPageToken">Null at the end.</param>
internal sealed record RefusedPage(IReadOnlyList<RefusedItem> Items, string? NextPageToken);

/// <summary>What was refused for good, case by case: comments, files, and cases that are given up.</summary>
internal sealed class ListRefused(ICaseMappingStore store)
{
    public const int PageSizeMax = 100;
    public const int PageSizeDefault = 50;

    /// <param name="pageSize">How many cases; each with all that was refused of it.</param>
    public async Task<RefusedPage> RunAsync(int pageSize, string? pageToken, CancellationToken cancel)
    {
        var page = await store.ListAsync(new MappingQuery.Refused(), pageToken, pageSize, cancel);
        List<RefusedItem> refused = [];
        foreach (var mapping in page.Mappings)
        {
            if (mapping.BrokenReason is { } reason)
            {
                refused.Add(RefusedItem.Of(mapping, reason));
            }

            if (mapping.HasRefusedItems)
            {
                var items = await store.ListUnfinishedItemsAsync(mapping.Id, cancel);
                refused.AddRange(items.Where(RefusalRule.IsRefused)
                    .Select(item => RefusedItem.Of(mapping, item)).DistinctBy(item => item.Id)
                    .OrderBy(item => item.RefusedAt));
            }
        }

        return new RefusedPage(refused, page.Cursor);
    }
}
