namespace CaseSync.Syncer;

/// <summary>Reads a list that is usually newest first no further than needed.</summary>
internal static class NewestFirst
{
    /// <summary>
    /// Stops at the first item older than <paramref name="since"/>, but only once the order has shown itself: no API promises it, and in a
    /// list that begins with the oldest the first item would end it.
    /// </summary>
    /// <param name="id">An item that comes twice, because one was added while the pages were read, is one.</param>
    /// <param name="since">Null: everything.</param>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        IAsyncEnumerable<T> items, Func<T, string> id, Func<T, DateTimeOffset> createdAt, DateTimeOffset? since, CancellationToken cancel)
    {
        var read = new List<T>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var (hasDescended, hasAscended) = (false, false);
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
            if (hasDescended && !hasAscended && createdAt(item) < since)
            {
                break;
            }
        }

        return read;
    }
}
