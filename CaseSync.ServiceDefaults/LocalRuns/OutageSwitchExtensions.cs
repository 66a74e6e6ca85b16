using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.LocalRuns;

public static class OutageSwitchExtensions
{
    private static readonly TimeSpan s_answerWithin = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddOutageSwitch(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
        return services.AddSingleton(provider => new OutageSwitch(
            new HttpClient(new SocketsHttpHandler { UseProxy = false })
            {
                BaseAddress = provider.GetRequiredService<IOptions<DemoOptions>>().Value.OutageProxyUrl,
                Timeout = s_answerWithin,
            }));
    }
}
