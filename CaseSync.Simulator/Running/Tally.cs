namespace CaseSync.Simulator.Running;

/// <summary>
/// How often each thing happened: deeds, faults that struck, and what else a history may hold or lack.
/// </summary>
internal sealed class Tally
{
    public const string Buried = "mappings-buried";
    public const string Revived = "tombstones-revived";
    public const string DroppedByAge = "tasks-dropped-after-31-days";
    public const string RefusedAfterADay = "items-refused-after-24-hours";
    public const string AmbiguousWrites = "ambiguous-writes";

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, long times = 1) => _counts[what] = this[what] + times;

    public void Add(Tally other)
    {
        foreach (var (what, times) in other._counts)
        {
            Count(what, times);
        }
    }

    public override string ToString() => string.Join(' ', _counts.Select(count => $"{count.Key}={count.Value}"));
}
