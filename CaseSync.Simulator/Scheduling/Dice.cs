namespace CaseSync.Simulator.Scheduling;

/// <summary>
/// Chance from a seed (SplitMix64). Each purpose has dice of its own, so that one more throw for one does not move all
/// others.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static Dice For(ulong seed, string purpose)
    {
        var hash = seed ^ 0x9E3779B97F4A7C15UL;
        foreach (var c in purpose)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }

        return new Dice(hash);
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="count"/> − 1.</summary>
    public int Roll(int count) => (int)(Next() % (ulong)count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Roll(most - least + 1);

    public long Between(TimeSpan least, TimeSpan most) =>
        least.Ticks + (long)(Next() % (ulong)(most.Ticks - least.Ticks + 1));

    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Roll(choices.Count)];
}
