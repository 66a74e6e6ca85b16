using CaseSync.Core.Doors;
using CaseSync.Google.SignIn;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.CustomerCare;

public static class CustomerCareExtensions
{
    /// <summary>
    /// Adds <see cref="ICustomerCare"/> over section <c>CustomerCare</c>, and a look at start whether its
    /// classification is still offered.
    /// </summary>
    public static TBuilder AddCustomerCare<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddRemoteCalls();
        services.AddOptions<CustomerCareOptions>().BindConfiguration("CustomerCare").ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<CustomerCareOptions>, CustomerCareOptionsDefaults>();
        services.AddSingleton<IValidateOptions<CustomerCareOptions>, CustomerCareOptionsValidator>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CustomerCareOptions>>().Value;
            BearerTokenSource? token = options.Auth == GoogleAuth.None
                ? null
                : new ApplicationDefaultToken("google").GetAsync;
            return new CloudSupportClient(
                provider.CreateRemoteApi("google", options.BaseAddress, token), options,
                provider.GetRequiredService<ILogger<CloudSupportClient>>());
        });
        services.AddSingleton<ICustomerCare>(provider => provider.GetRequiredService<CloudSupportClient>());
        services.AddHostedService<ClassificationCheck>();
        return builder;
    }
}

/// <summary>
/// Google takes a classification out of the list half a year before cases can no longer be made with it: somebody
/// should hear of it. It never keeps the service from starting, since all but the making of cases goes on without.
/// </summary>
internal sealed class ClassificationCheck(
    CloudSupportClient google, IOptions<CustomerCareOptions> options, ILogger<ClassificationCheck> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var id = options.Value.ClassificationId;
        try
        {
            if (await google.FindClassificationAsync(id, stoppingToken) is { } displayName)
            {
                log.KnownClassification(id, displayName);
            }
            else
            {
                log.UnknownClassification(id);
            }
        }
        catch (RemoteCallException e)
        {
            log.ClassificationNotChecked(id, e.Message);
        }
    }
}
