using CaseSync.Poller.Operating;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

internal static class PollerSetup
{
    /// <summary>The four jobs that the schedule starts.</summary>
    public static IServiceCollection AddScheduledJobs(this IServiceCollection services)
    {
        services.AddSyncOptions().AddPollingOptions();
        services.AddOptions<OutagesOptions>().BindConfiguration("Outages").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutagesOptions>, OutagesOptionsValidator>();
        services.AddOptions<PollerOptions>().BindConfiguration("Poller").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PollerOptions>, PollerOptionsValidator>();
        services.AddSingleton<PollerGauges>().AddSingleton<PollForUpdates>().AddSingleton<NoticeWriter>()
            .AddSingleton<OutageNotifier>();
        services.AddSingleton<PollGoogleForUpdates>().AddSingleton<PollCompanyForUpdates>()
            .AddSingleton<HearOfChange>();
        services.AddSingleton<DetectOutages>().AddSingleton<CleanUpCaseMappings>().AddSingleton<RebuildStore>()
            .AddSingleton<RecordLag>();
        return services.AddSingleton<Verdicts>().AddSingleton<ReadOverview>().AddSingleton<ReadCases>()
            .AddSingleton<ReadCase>()
            .AddSingleton<ListRefused>().AddSingleton<RetryRefused>();
    }
}
