namespace CaseSync.Syncer;

/// <summary>Reads a list that is usually newest first no further than needed.</summary>
internal static class NewestFirst
{
    // Less than a page: it costs no call, and an item that stands a few places too low is still read.
    private const int OlderInARowMax = 10;

    /// <summary>
    /// Stops once several items in a row were older than <paramref name="since"/> and the order has shown itself: no
    /// API promises it, and in a list that begins with the oldest the first items would end it.
    /// </summary>
    /// <param name="id">An item that comes twice, because one was added while the pages were read, is one.</param>
    /// <param name="since">Null: everything.</param>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        IAsyncEnumerable<T> items, Func<T, string> id, Func<T, DateTimeOffset> createdAt, DateTimeOffset? since,
        CancellationToken cancel)
    {
        var read = new List<T>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var (hasDescended, hasAscended, olderInARow) = (false, false, 0);
        await foreach (var item in items.WithCancellation(cancel))
        {
            if (!ids.Add(id(item)))
            {
                continue;
            }

            if (read.Count > 0)
            {
                var previous = createdAt(read[^1]);
                hasDescended |= createdAt(item) < previous;
                hasAscended |= createdAt(item) > previous;
            }

            read.Add(item);
            olderInARow = createdAt(item) < since ? olderInARow + 1 : 0;
            if (hasDescended && !hasAscended && olderInARow >= OlderInARowMax)
            {
                break;
            }
        }

        return read;
    }
}
