using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// The part of a mapping's ledger that a sync needs: the entries of what it just read, and everything unfinished.
/// </summary>
public sealed class MirrorLedger(IEnumerable<MirroredItem> items)
{
    private readonly SortedDictionary<string, MirroredItem> _items = Index(items);

    public IEnumerable<MirroredItem> Items => _items.Values;

    public MirroredItem? Find(ItemKey key) => _items.GetValueOrDefault(key.ToString());

    /// <summary>
    /// When that side last took a text or a file of ours for this case, as far as was looked up; null if it is not
    /// known to have.
    /// </summary>
    public DateTimeOffset? FindLastWritten(Side on) => Items
        .Where(
            item => item.State == ItemState.Done
                && on == (item.Key.Kind == ItemKind.Notice ? item.Key.Side : item.Key.Side.Other()))
        .Max(item => item.FinishedAt);

    public bool IsDone(ItemKey key) => Find(key) is { State: ItemState.Done };

    // Sorted: whatever enumerates the ledger does so in the same order in every run.
    private static SortedDictionary<string, MirroredItem> Index(IEnumerable<MirroredItem> items)
    {
        var index = new SortedDictionary<string, MirroredItem>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            index[item.Key.ToString()] = item;
        }

        return index;
    }
}
