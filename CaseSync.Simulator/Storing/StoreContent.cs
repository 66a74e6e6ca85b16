using CaseSync.Core.Mappings;

namespace CaseSync.Simulator.Storing;

/// <summary>What the store holds. Mappings are sorted, as lists are by id; the rest is only looked up by key.</summary>
internal sealed class StoreContent
{
    public GlobalState? Global { get; set; }

    public SortedList<string, CaseMapping> Mappings { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, CaseIdentity> Identities { get; private init; } = [];

    /// <summary>Each mapping's ledger.</summary>
    public Dictionary<string, Dictionary<ItemKey, MirroredItem>> Items { get; private init; } = [];

    public Dictionary<ItemKey, MirroredItem> ItemsOf(string mappingId)
    {
        if (!Items.TryGetValue(mappingId, out var items))
        {
            Items.Add(mappingId, items = []);
        }

        return items;
    }

    public StoreContent Copy() => new()
    {
        Global = Global,
        Mappings = new(Mappings, StringComparer.Ordinal),
        Identities = new(Identities),
        Items = Items.ToDictionary(pair => pair.Key, pair => new Dictionary<ItemKey, MirroredItem>(pair.Value)),
    };
}
