namespace CaseSync.Core.Mappings;

/// <summary>The right to write to either case of a mapping.</summary>
/// <param name="Owner">Names the attempt that holds it, not the process.</param>
/// <param name="Until">By the store's clock.</param>
public sealed record Lease(string Owner, DateTimeOffset Until)
{
    public bool IsHeldAt(DateTimeOffset storeTime) => Until > storeTime;
}
