using CaseSync.Core.Cases;

namespace CaseSync.Syncer;

/// <summary>Guide: SyncGoogleUpdatesToCompany. Retried for ever.</summary>
internal sealed class SyncGoogleUpdatesToCompany(OneWaySync sync)
{
    public Task<SyncOutcome> RunAsync(GoogleCaseName name, CancellationToken cancel) => sync.RunAsync(name, cancel);
}
