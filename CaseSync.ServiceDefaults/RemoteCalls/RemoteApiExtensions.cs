using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.RemoteCalls;

public static class RemoteApiExtensions
{
    /// <summary>Adds what <see cref="CreateRemoteApi"/> needs; every adapter calls it.</summary>
    public static void AddRemoteCalls(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RemoteCallOptions>().BindConfiguration("Sync").ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<RemoteCallOptions>, RemoteCallOptionsValidator>());
    }

    /// <summary>Makes the client of one system.</summary>
    public static RemoteApi CreateRemoteApi(
        this IServiceProvider services, string system, Uri baseAddress, BearerTokenSource? token) => new(
            RemoteHttp.Create(baseAddress, token), system,
            new RemoteLimits(services.GetRequiredService<IOptions<RemoteCallOptions>>().Value.RequestTimeout),
            services.GetRequiredService<TimeProvider>(), RemoteRepeats.SystemJitter);
}

/// <summary>The one setting of section <c>Sync</c> that every call to another system keeps.</summary>
public sealed class RemoteCallOptions
{
    /// <summary>How long one request and its answer may take. Files have an idle limit instead.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

internal sealed class RemoteCallOptionsValidator : IValidateOptions<RemoteCallOptions>
{
    public ValidateOptionsResult Validate(string? name, RemoteCallOptions options)
    {
        var limits = new DurationLimits();
        limits.Check(
            "Sync__RequestTimeout", options.RequestTimeout, SyncOptions.RequestTimeoutLeast,
            SyncOptions.RequestTimeoutMost);
        return limits.Result;
    }
}
