using CaseSync.Core.Cases;

namespace CaseSync.Syncer;

/// <summary>Guide: SyncCompanyUpdatesToGoogle. Retried for ever.</summary>
internal sealed class SyncCompanyUpdatesToGoogle(OneWaySync sync)
{
    public Task<SyncOutcome> RunAsync(CompanyCaseId id, CancellationToken cancel) => sync.RunAsync(id, cancel);
}
