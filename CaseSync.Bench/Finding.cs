namespace CaseSync.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Limit">What it may be at most; null where the line only informs.</param>
/// <param name="Least">Below this it is no measurement.</param>
internal sealed record Finding(string What, double Value, string Unit, double? Limit, double Least = 0)
{
    public bool IsWithinLimit => Limit is null || (Value <= Limit && Value >= Least);
}
