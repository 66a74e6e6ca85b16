using CaseSync.Google.CloudTasks;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>
/// What a Poller serves, so that production can run the image more than once, each with an ingress and an account of
/// its own.
/// </summary>
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

internal sealed class PollerOptionsValidator(IHostEnvironment environment,
    IConfiguration settings) : IValidateOptions<PollerOptions>
{
    public ValidateOptionsResult Validate(string? name, PollerOptions options) => options.Serve switch
    {
        null when !environment.IsDevelopment() => ValidateOptionsResult.Fail(
            "Poller__Serve is missing; outside Development it takes Jobs, Console or Webhooks."),
        { } duty when !Enum.IsDefined(duty) =>
            ValidateOptionsResult.Fail($"Poller__Serve is {duty}; it takes Jobs, Console or Webhooks."),
        // Whatever else such a Poller serves would stand behind the same ingress, with tokens that nobody can check
        // again.
        not PollerDuty.Jobs when settings.GetValue<TasksAuth>("Tasks:Auth") == TasksAuth.CloudRun =>
            ValidateOptionsResult.Fail(
            $"Tasks__Auth is CloudRun and Poller__Serve is {options.Serve?.ToString() ?? "missing"}; "
                + "with CloudRun it takes Jobs."),
        PollerDuty.Webhooks when string.IsNullOrEmpty(settings["Crm:WebhookSecret"]) => ValidateOptionsResult.Fail(
            "Crm__WebhookSecret is missing; with Poller__Serve=Webhooks it takes the secret that the CRM signs with."),
        _ => ValidateOptionsResult.Success,
    };
}
