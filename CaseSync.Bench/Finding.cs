namespace CaseSync.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Limit">What it may be at most; null where the line only informs.</param>
internal sealed record Finding(string What, double Value, string Unit, double? Limit)
{
    public bool IsWithinLimit => Limit is null || Value <= Limit;
}
