using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Poller.Operating;

/// <summary>How a pair stands, in a word.</summary>
internal enum CaseStanding
{
    /// <summary>Each side has all of the other.</summary>
    Synced,

    /// <summary>A change is on its way.</summary>
    Waiting,

    /// <summary>… for longer than its tolerance.</summary>
    Late,

    /// <summary>The CRM's flag is off.</summary>
    Paused,

    /// <summary>Nothing of it is synced any more, until it changes.</summary>
    GivenUp,

    /// <summary>Both sides are closed, and nothing waits.</summary>
    Closed,
}

/// <summary>A pair as a line of a list.</summary>
/// <param name="Id">For <c>GET /api/cases/{id}</c>.</param>
/// <param name="LateFor">Seconds since the older late side was synced; null when none is late.</param>
/// <param name="HasRefusals">Some comment or file of it will never be taken.</param>
public sealed record CaseRow(
    string Id, string? Title, string? GoogleCaseName, string? CompanyCaseId, string? Priority, string Standing,
    double? LateFor, bool HasRefusals, DateTimeOffset NewContentAt, DateTimeOffset? ResolvedAt)
{
    public static CaseRow Of(CaseMapping mapping, OutageVerdict verdict) => new(
        AddressText.Encode(mapping.Id), mapping.Title, mapping.GoogleCaseName?.Value,
        mapping.CompanyCaseId?.Value, mapping.Priority?.ToString(), StandingOf(mapping, verdict).ToString(),
        verdict.IsLate ? verdict.LateFor.TotalSeconds : null, mapping.HasRefusedItems, mapping.NewContentAt,
        mapping.ResolvedAt);

    internal static CaseStanding StandingOf(CaseMapping mapping, OutageVerdict verdict) => mapping switch
    {
        { BrokenReason: not null } => CaseStanding.GivenUp,
        { IsPaused: true } => CaseStanding.Paused,
        _ when verdict.IsLate => CaseStanding.Late,
        { Google.DirtySince: not null } or { Company.DirtySince: not null } => CaseStanding.Waiting,
        { ResolvedAt: not null } => CaseStanding.Closed,
        _ => CaseStanding.Synced,
    };
}
