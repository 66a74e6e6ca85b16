using CaseSync.Core.Cases;

namespace CaseSync.Poller;

/// <summary>A side of a case whose changes are late.</summary>
internal sealed record LateCase(
    GoogleCaseName? Google, CompanyCaseId? Company, Side Side, Priority? Priority, TimeSpan LateFor);
