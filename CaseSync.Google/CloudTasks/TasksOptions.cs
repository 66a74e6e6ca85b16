using System.Text.RegularExpressions;
using CaseSync.Google.SignIn;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.CloudTasks;

/// <summary>Section <c>Tasks</c>: the queue, and how its calls (and the scheduler's) are told from anybody's.</summary>
public sealed class TasksOptions
{
    public Uri BaseAddress { get; set; } = new("https://cloudtasks.googleapis.com/");

    /// <summary><c>projects/{p}/locations/{l}/queues/{q}</c></summary>
    public string Queue { get; set; } = "";

    /// <summary>The Syncer, as the queue reaches it.</summary>
    public Uri? SyncerAddress { get; set; }

    public TasksAuth Auth { get; set; } = TasksAuth.Oidc;

    /// <summary>The e-mail of the account whose tokens the queue and the scheduler send.</summary>
    public string ServiceAccount { get; set; } = "";

    /// <summary>The audience of those tokens.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The keys that the tokens are signed with; Google's own when null.</summary>
    public Uri? CertificatesUrl { get; set; }

    // The path's last segment would be replaced by a relative address without the slash.
    internal Uri SyncerAddressOrThrow => SyncerAddress is { } address
        ? new Uri($"{address.AbsoluteUri.TrimEnd('/')}/")
        : throw new InvalidOperationException("Tasks__SyncerAddress is not set.");
}

/// <summary>Who checks the token of a call to <c>/tasks/…</c>.</summary>
public enum TasksAuth
{
    /// <summary>The service itself.</summary>
    Oidc,

    /// <summary>Cloud Run, before the service; it takes the signature off, so that nobody can check it again.</summary>
    CloudRun,

    /// <summary>Nobody; only in Development.</summary>
    None,
}

/// <summary>What both who sends tasks and who takes them must know.</summary>
internal sealed class TasksOptionsValidator(IHostEnvironment environment) : IValidateOptions<TasksOptions>
{
    public ValidateOptionsResult Validate(string? name, TasksOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(TasksOptions options)
    {
        if (!Enum.IsDefined(options.Auth))
        {
            yield return $"Tasks__Auth is {options.Auth}; it takes Oidc, CloudRun or, in Development, None.";
        }
        if (options.Auth == TasksAuth.None && !environment.IsDevelopment())
        {
            yield return $"Tasks__Auth is {options.Auth}; outside Development it takes Oidc or CloudRun.";
        }
        if (options.Auth != TasksAuth.None && options.ServiceAccount?.Contains('@', StringComparison.Ordinal) != true)
        {
            yield return $"Tasks__ServiceAccount is '{options.ServiceAccount}'; "
                + "it takes the e-mail of a service account.";
        }
        // Without an audience a token made for another service of the same account would be taken.
        if (options.Auth != TasksAuth.None && string.IsNullOrEmpty(options.Audience))
        {
            yield return "Tasks__Audience is empty; "
                + "it takes the audience of the queue's tokens, such as the service's address.";
        }
        if (options.CertificatesUrl is not null
            && GoogleSettings.AddressFailure("Tasks__CertificatesUrl", options.CertificatesUrl) is { } certificates)
        {
            yield return certificates;
        }
    }
}

/// <summary>What only who sends tasks must know.</summary>
internal sealed partial class TaskQueueOptionsValidator : IValidateOptions<TasksOptions>
{
    public ValidateOptionsResult Validate(string? name, TasksOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(TasksOptions options)
    {
        if (GoogleSettings.AddressFailure("Tasks__BaseAddress", options.BaseAddress) is { } address)
        {
            yield return address;
        }
        if (!QueueName().IsMatch(options.Queue ?? ""))
        {
            yield return $"Tasks__Queue is '{options.Queue}'; it takes projects/<p>/locations/<l>/queues/<q>.";
        }
        if (GoogleSettings.AddressFailure("Tasks__SyncerAddress", options.SyncerAddress) is { } syncer)
        {
            yield return syncer;
        }
    }

    [GeneratedRegex(@"^projects/[\w.:-]+/locations/[\w-]+/queues/[A-Za-z0-9-]{1,100}\z")]
    private static partial Regex QueueName();
}
