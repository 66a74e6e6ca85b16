using CaseSync.ServiceDefaults.Settings;

namespace CaseSync.Syncer;

internal static class SyncerSetup
{
    /// <summary>The two jobs that the queue starts.</summary>
    public static IServiceCollection AddSyncs(this IServiceCollection services)
    {
        services.AddSyncOptions().AddPollingOptions();
        services.AddSingleton<CounterpartFinder>().AddSingleton<SnapshotReader>().AddSingleton<ServedSides>()
            .AddSingleton<SyncPlanExecutor>().AddSingleton<SyncConfirmer>().AddSingleton<OneWaySync>();
        return services.AddSingleton<SyncGoogleUpdatesToCompany>().AddSingleton<SyncCompanyUpdatesToGoogle>();
    }
}
