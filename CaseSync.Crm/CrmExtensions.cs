using CaseSync.Core.Doors;
using CaseSync.Crm.Generic;
using CaseSync.Crm.RequestTracker;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Crm;

public static class CrmExtensions
{
    /// <summary>Adds <see cref="ICrm"/> of the kind that section <c>Crm</c> names.</summary>
    public static TBuilder AddCrm<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddRemoteCalls();
        services.AddOptions<CrmOptions>().BindConfiguration("Crm").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrmOptions>, CrmOptionsValidator>();
        services.AddSingleton<ICrm>(Create);
        return builder;
    }

    private static ICrm Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CrmOptions>>().Value;
        return options.IsKind(CrmOptions.RequestTrackerKind)
            ? new RequestTrackerCrm(
                services.CreateRemoteApi(
                    "company", RequestTrackerCrm.ApiOf(options.BaseAddressOrThrow),
                    new CrmToken(options, RequestTrackerCrm.TokenScheme).GetAsync),
                options, services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<RequestTrackerCrm>>())
            : new GenericCrm(
                services.CreateRemoteApi(
                    "company", options.BaseAddressOrThrow, new CrmToken(options).GetAsync),
                options, services.GetRequiredService<ILogger<GenericCrm>>());
    }
}
