using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>
/// Points from a case's identity to its mapping or, 30 days after both sides closed, to its tombstone. Exactly one of
/// the two is set.
/// </summary>
public sealed record CaseIdentity
{
    public required IdentityKey Key { get; init; }

    public string? MappingId { get; init; }

    public Tombstone? Tombstone { get; init; }

    /// <summary>The store's; 0 before the first write.</summary>
    public long Version { get; init; }
}

/// <summary>
/// What is left of a pair after clean-up, so that a case that comes back to life finds its counterpart. Kept two years.
/// </summary>
/// <param name="GoogleVersion">The Google case's update time when it was buried; a later one revives the pair.</param>
/// <param name="CompanyVersion">The same of the CRM's case.</param>
public sealed record Tombstone(
    GoogleCaseName? GoogleCaseName, CompanyCaseId? CompanyCaseId, DateTimeOffset BuriedAt,
    DateTimeOffset? GoogleVersion, DateTimeOffset? CompanyVersion);
