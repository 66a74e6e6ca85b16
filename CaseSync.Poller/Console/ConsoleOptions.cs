using CaseSync.Core.Cases;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Console;

/// <summary>The section <c>Console</c>.</summary>
internal sealed class ConsoleOptions
{
    private const string Id = "{id}";
    private const string Scope = "{scope}";

    /// <summary>
    /// The audience of Identity-Aware Proxy's signed header, <c>/projects/{number}/…</c>. Empty in Development only,
    /// where the console is open.
    /// </summary>
    public string IapAudience { get; set; } = "";

    /// <summary>The keys that the header is signed with; Google's own when null.</summary>
    public Uri? IapKeysUrl { get; set; }

    /// <summary>
    /// A Google case's page: <c>{id}</c> is its number, <c>{scope}</c> its project or organization as Google's own
    /// pages name it.
    /// </summary>
    public string GoogleCaseUrl { get; set; } =
        $"https://console.cloud.google.com/support/cases/detail/v2/{Id}?{Scope}";

    /// <summary>A CRM case's page, with <c>{id}</c>; null: ids are shown without a link.</summary>
    public string? CompanyCaseUrl { get; set; }

    /// <summary>A trace's page, with <c>{id}</c>; null: ids are shown without a link.</summary>
    public string? TraceUrl { get; set; }

    public string? GoogleCase(string? name) => GoogleCaseName.TryParse(name, out var google)
        ? Fill(GoogleCaseUrl, google.Number)?.Replace(Scope, ScopeOf(google), StringComparison.Ordinal)
        : null;

    public string? CompanyCase(string? id) => Fill(CompanyCaseUrl, id);

    public string? Trace(string? id) => Fill(TraceUrl, id);

    /// <summary>
    /// What is wrong with a page's address; null when nothing is. It becomes a link: nothing but the web's own
    /// schemes.
    /// </summary>
    internal static string? Failure(string setting, string? template) =>
        string.IsNullOrEmpty(template)
        || (template.Contains(Id, StringComparison.Ordinal)
            && Uri.TryCreate(template.Replace(Id, "1", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && !address.Authority.Contains('{', StringComparison.Ordinal) && address.Host.Length > 0)
            ? null
            : $"{setting} is '{template}'; it takes an http or https address with {Id} in it.";

    private static string ScopeOf(GoogleCaseName google) => google.Parent.Split('/') switch
    {
        ["organizations", var organization] => $"organizationId={Uri.EscapeDataString(organization)}",
        [_, var project] => $"project={Uri.EscapeDataString(project)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Fill(string? template, string? id) => string.IsNullOrEmpty(template) || id is null
        ? null
        : template.Replace(Id, Uri.EscapeDataString(id), StringComparison.Ordinal);
}

internal sealed class ConsoleOptionsValidator(IHostEnvironment environment, IOptions<PollerOptions> poller)
    : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(ConsoleOptions options)
    {
        // Without an audience a header made for another service would be taken.
        if (!environment.IsDevelopment() && poller.Value.Serve == PollerDuty.Console
            && string.IsNullOrEmpty(options.IapAudience))
        {
            yield return "Console__IapAudience is empty; outside Development it takes the audience of "
                + "Identity-Aware Proxy's header, such as "
                + "/projects/123/locations/europe-west1/services/casesync-console.";
        }

        if (options.IapKeysUrl is { } keys
            && keys is not ({ IsAbsoluteUri: true, Scheme: "https" }
                or { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true }))
        {
            yield return $"Console__IapKeysUrl is '{keys}'; it takes an https address, or an http one of this machine.";
        }

        foreach (var failure in new[]
        {
            ConsoleOptions.Failure("Console__GoogleCaseUrl", options.GoogleCaseUrl),
            ConsoleOptions.Failure("Console__CompanyCaseUrl", options.CompanyCaseUrl),
            ConsoleOptions.Failure("Console__TraceUrl", options.TraceUrl),
        }.OfType<string>())
        {
            yield return failure;
        }
    }
}
