using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.Settings;

/// <summary>Collects what is wrong with a section's settings: the setting, what it got, what it takes.</summary>
public sealed class DurationLimits
{
    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    public void Add(string failure) => _failures.Add(failure);

    public void Check(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add($"{setting} is {value}; it takes {least} to {most}.");
        }
    }
}
