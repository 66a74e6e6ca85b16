using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>What a Poller serves, so that production can run the image more than once, each with an ingress and an account of its own.</summary>
internal enum PollerDuty
{
    Jobs,
    Console,
    Webhooks,
}

/// <summary>The section <c>Poller</c>.</summary>
internal sealed class PollerOptions
{
    /// <summary>Null in Development only, where one Poller serves all.</summary>
    public PollerDuty? Serve { get; set; }

    public bool Serves(PollerDuty duty) => Serve is null || Serve == duty;
}

internal sealed class PollerOptionsValidator(IHostEnvironment environment) : IValidateOptions<PollerOptions>
{
    public ValidateOptionsResult Validate(string? name, PollerOptions options) =>
        options.Serve is not null || environment.IsDevelopment()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Poller__Serve is missing; outside Development it takes Jobs, Console or Webhooks.");
}
