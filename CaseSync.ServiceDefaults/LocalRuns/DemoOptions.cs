using Microsoft.Extensions.Options;

namespace CaseSync.ServiceDefaults.LocalRuns;

internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>The outage proxy's control address; without one the page has no buttons for outages.</summary>
    public Uri? OutageProxyUrl { get; set; }
}

internal sealed class DemoOptionsValidator : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options) =>
        options.OutageProxyUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Demo__OutageProxyUrl is '{options.OutageProxyUrl}'; it takes an http or https address.");
}
