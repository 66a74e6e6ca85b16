using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudScheduler;

internal static class SchedulerSetup
{
    public static IServiceCollection AddCloudScheduler(this IServiceCollection services)
    {
        services.AddOptions<ScheduleOptions>().BindConfiguration("Schedule").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<ScheduleOptions>>().Value;
            var contentRoot = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
            return ScheduleFile.Read(options.File, contentRoot).Override(options.Every);
        });
        services.AddSingleton(provider => provider.GetRequiredService<ScheduleFile>().Queue);
        return services.AddHostedService<JobRunner>();
    }
}
