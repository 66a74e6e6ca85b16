using CaseSync.Core.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.Settings;

/// <summary>
/// The section <c>Polling</c>: for how long a change is looked for again. Never less than the side's search lag and 2
/// minutes.
/// </summary>
public sealed class PollingOptions
{
    /// <summary>The Guide's GOOGLE_POLLING_WINDOW.</summary>
    public TimeSpan GoogleWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The Guide's COMPANY_POLLING_WINDOW.</summary>
    public TimeSpan CompanyWindow { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan WindowOf(Side side) => side == Side.Google ? GoogleWindow : CompanyWindow;
}

internal sealed class PollingOptionsValidator : IValidateOptions<PollingOptions>
{
    private static readonly TimeSpan s_windowMax = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PollingOptions options)
    {
        var limits = new DurationLimits();
        limits.Check("Polling__GoogleWindow", options.GoogleWindow, TimeSpan.FromSeconds(1), s_windowMax);
        limits.Check("Polling__CompanyWindow", options.CompanyWindow, TimeSpan.FromSeconds(1), s_windowMax);
        return limits.Result;
    }
}

public static class PollingOptionsExtensions
{
    public static IServiceCollection AddPollingOptions(this IServiceCollection services)
    {
        services.AddOptions<PollingOptions>().BindConfiguration("Polling").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingOptionsValidator>();
        return services;
    }
}
