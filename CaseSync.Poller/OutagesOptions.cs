using System.Globalization;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>The section <c>Outages</c>.</summary>
internal sealed class OutagesOptions
{
    /// <summary>A factor on the Guide's table; other than 1 in Development only.</summary>
    public double ToleranceScale { get; set; } = 1;

    /// <summary>How many notices one run may write.</summary>
    public int NoticesPerRun { get; set; } = 500;
}

internal sealed class OutagesOptionsValidator(IHostEnvironment environment) : IValidateOptions<OutagesOptions>
{
    // A case may need one on each side.
    private const int NoticesLeast = 2;
    private const int NoticesMax = 10_000;

    public ValidateOptionsResult Validate(string? name, OutagesOptions options)
    {
        var failures = new List<string>();
        var isScaleTaken = environment.IsDevelopment()
            ? options.ToleranceScale is >= 0.001 and <= 10
            : options.ToleranceScale == 1;
        if (!isScaleTaken)
        {
            failures.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Outages__ToleranceScale is {options.ToleranceScale}; it takes 0.001 to 10 in Development and 1 "
                    + $"elsewhere."));
        }

        if (options.NoticesPerRun is < NoticesLeast or > NoticesMax)
        {
            failures.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Outages__NoticesPerRun is {options.NoticesPerRun}; it takes {NoticesLeast} to {NoticesMax}."));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
