using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Outages;

/// <summary>In which order cases wait: the most urgent first, of those the one that has waited longest.</summary>
public static class Waiting
{
    /// <summary>
    /// As far as the side was synced when its change was seen: what <see cref="SyncedAt"/> says, but for the watermark,
    /// which may only be older than another look that is due. Null while nothing of the side waits, or nobody waits for
    /// it.
    /// </summary>
    public static DateTimeOffset? Since(CaseMapping mapping, Side side) => mapping.On(side) switch
    {
        _ when !mapping.IsWatched => null,
        { DirtySince: null } => null,
        { CheckDueAt: { } due, UpdatesSyncedAt: var own } when due > (own ?? mapping.CreatedAt) => due,
        { UpdatesSyncedAt: var own } => own ?? mapping.CreatedAt,
    };

    /// <summary>As a tolerance counts it: unknown is P2.</summary>
    public static Priority UrgencyOf(CaseMapping mapping) => mapping.Priority ?? Priority.P2;
}
