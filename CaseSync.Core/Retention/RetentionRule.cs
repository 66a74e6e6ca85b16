using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Retention;

/// <summary>When a mapping, and later its tombstone, is done with.</summary>
public static class RetentionRule
{
    /// <summary>The Guide's 30 days.</summary>
    public static readonly TimeSpan KeepResolved = TimeSpan.FromDays(30);

    public static readonly TimeSpan KeepTombstone = TimeSpan.FromDays(730);

    /// <param name="google">As read just now; null: the system says 404, which counts as closed.</param>
    /// <param name="company">The same of the CRM's case.</param>
    public static bool IsDone(CaseMapping mapping, SupportCase? google, SupportCase? company, DateTimeOffset now) =>
        mapping.ResolvedAt is { } resolvedAt && resolvedAt + KeepResolved <= now
        && mapping.Lease?.IsHeldAt(now) != true
        && IsDoneOn(mapping.Google, google) && IsDoneOn(mapping.Company, company);

    /// <summary>
    /// Whether a side is closed and every change of it is carried over. What came after the last poll keeps its
    /// mapping.
    /// </summary>
    public static bool IsDoneOn(SideProgress side, SupportCase? seen) =>
        seen is null
            || (seen.State == CaseState.Closed && side.DirtySince is null && !side.IsUnqueued
                && !(seen.UpdatedAt > side.SeenVersion));

    public static Tombstone Bury(CaseMapping mapping, SupportCase? google, SupportCase? company, DateTimeOffset now) =>
        new(mapping.GoogleCaseName, mapping.CompanyCaseId, now, google?.UpdatedAt, company?.UpdatedAt);
}
