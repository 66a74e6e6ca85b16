using System.Text;
using CaseSync.Core.Doors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.Settings;

/// <summary>The section <c>Sync</c>: how long things may take where a write must not be repeated too early.</summary>
public sealed class SyncOptions
{
    internal static readonly TimeSpan RequestTimeoutLeast = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan RequestTimeoutMost = TimeSpan.FromMinutes(5);

    /// <summary>How long a case belongs to one sync, which renews it while it works.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time limit of one call to either system; a sync sends nothing with less than this left of its lease.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a write may stay invisible in its list before it counts as not made.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After this a sync takes on nothing new and queues itself again.</summary>
    public TimeSpan RunBudget { get; set; } = TimeSpan.FromMinutes(8);

    /// <summary>Makes the tags of markers where a side cannot tell our account from people.</summary>
    public string? MarkerKey { get; set; }

    /// <summary>A file that holds the key, instead of <see cref="MarkerKey"/>; read at start.</summary>
    public string? MarkerKeyFile { get; set; }

    public byte[]? MarkerKeyBytes => string.IsNullOrEmpty(MarkerKey) ? null : Encoding.UTF8.GetBytes(MarkerKey);
}

internal sealed class SyncOptionsValidator : IValidateOptions<SyncOptions>
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        var limits = new DurationLimits();
        limits.Check(
            "Sync__RequestTimeout", options.RequestTimeout, SyncOptions.RequestTimeoutLeast,
            SyncOptions.RequestTimeoutMost);
        limits.Check("Sync__SettleTime", options.SettleTime, TimeSpan.FromSeconds(1), s_hour);
        limits.Check("Sync__RunBudget", options.RunBudget, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(25));
        limits.Check("Sync__LeaseDuration", options.LeaseDuration, 2 * options.RequestTimeout, s_hour);
        if (!string.IsNullOrEmpty(options.MarkerKeyFile) && options.MarkerKey is null)
        {
            limits.Add(
                $"Sync__MarkerKeyFile is '{options.MarkerKeyFile}'; it takes the path of a file that can be read, and "
                    + "Sync__MarkerKey must not be set.");
        }

        if (options.MarkerKey is { Length: > 0 and < 16 })
        {
            limits.Add($"Sync__MarkerKey has {options.MarkerKey.Length} characters; it takes 16 or more, or none.");
        }

        return limits.Result;
    }
}

/// <summary>Null where the file cannot be read, or both are set: the validator says so.</summary>
internal sealed class MarkerKeyFromFile : IPostConfigureOptions<SyncOptions>
{
    public void PostConfigure(string? name, SyncOptions options)
    {
        if (!string.IsNullOrEmpty(options.MarkerKeyFile))
        {
            options.MarkerKey = string.IsNullOrEmpty(options.MarkerKey) ? Read(options.MarkerKeyFile) : null;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

public static class SyncOptionsExtensions
{
    public static IServiceCollection AddSyncOptions(this IServiceCollection services)
    {
        services.AddOptions<SyncOptions>().BindConfiguration("Sync").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SyncOptions>, SyncOptionsValidator>();
        services.AddSingleton<IPostConfigureOptions<SyncOptions>, MarkerKeyFromFile>();
        services.AddSingleton(provider => AttemptNames.OfThisProcess(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
