using CaseSync.Core.Doors;
using CaseSync.Crm.Generic;
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
        services.AddSingleton<ICrm>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CrmOptions>>().Value;
            var api = provider.CreateRemoteApi("company", options.BaseAddressOrThrow, new CrmToken(options).GetAsync);
            return new GenericCrm(api, options, provider.GetRequiredService<ILogger<GenericCrm>>());
        });
        return builder;
    }
}
