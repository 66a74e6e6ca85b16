using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudScheduler;

/// <summary>Section <c>Schedule</c>.</summary>
internal sealed class ScheduleOptions
{
    /// <summary>The schedule file; by default <c>deploy/schedule.json</c> above the program.</summary>
    public string? File { get; set; }

    /// <summary>Where the jobs' paths are; without it nothing is scheduled.</summary>
    public Uri? PollerAddress { get; set; }

    /// <summary>By job: run it this often instead of by its cron, and leave its retries to the next run.</summary>
    public Dictionary<string, TimeSpan> Every { get; } = [];
}

internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options)
    {
        if (options.PollerAddress is { } address
            && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")))
        {
            return ValidateOptionsResult.Fail(
                $"Schedule__PollerAddress is {address}; it takes an address such as http://127.0.0.1:5111.");
        }
        foreach (var (job, every) in options.Every)
        {
            if (every <= TimeSpan.Zero || every > TimeSpan.FromDays(1))
            {
                return ValidateOptionsResult.Fail(
                    $"Schedule__Every__{job} is {every}; it takes more than 0 and at most one day.");
            }
        }
        return ValidateOptionsResult.Success;
    }
}
