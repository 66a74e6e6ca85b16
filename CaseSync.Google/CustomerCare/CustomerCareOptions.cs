using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Google.SignIn;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CaseSync.Google.CustomerCare;

/// <summary>Section <c>CustomerCare</c>: which cases, and as whom.</summary>
public sealed class CustomerCareOptions
{
    /// <summary><see cref="Projects"/> for every project under the parent.</summary>
    public const string AllProjects = "*";

    public Uri BaseAddress { get; set; } = new("https://cloudsupport.googleapis.com/");

    /// <summary>
    /// Where cases are searched: <c>organizations/{number}</c>, whose search covers its projects, or
    /// <c>projects/{id}</c>.
    /// </summary>
    public string Parent { get; set; } = "";

    /// <summary>Where cases are made; <see cref="Parent"/> when empty.</summary>
    public string CreateParent { get; set; } = "";

    /// <summary>
    /// Comma list of <c>projects/{id or number}</c> and <c>organizations/{number}</c>, or <c>*</c>; required outside
    /// Development.
    /// </summary>
    public string Projects { get; set; } = "";

    public GoogleAuth Auth { get; set; } = GoogleAuth.ApplicationDefault;

    /// <summary>
    /// Our own account as the API shows it in <c>creator</c>; learned from our own writes when empty.
    /// </summary>
    public string Account { get; set; } = "";

    /// <summary>The id of the classification that cases are made with.</summary>
    public string ClassificationId { get; set; } = "";

    /// <summary>BCP 47; the language that Google's agents should write.</summary>
    public string LanguageCode { get; set; } = "en";

    /// <summary>An IANA name, or an offset such as <c>-07:00</c>; when the company's people can be reached.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>How late a search may show what exists. Google says nothing of it.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromMinutes(30);

    internal string CreateParentOrParent => string.IsNullOrEmpty(CreateParent) ? Parent : CreateParent;
}

/// <summary>How we sign in to Google's APIs.</summary>
public enum GoogleAuth
{
    /// <summary>Application default credentials: the service's own account on Cloud Run.</summary>
    ApplicationDefault,

    /// <summary>No token at all; only in Development.</summary>
    None,
}

internal sealed partial class CustomerCareOptionsValidator(IHostEnvironment environment)
    : IValidateOptions<CustomerCareOptions>
{
    private static readonly TimeSpan s_searchLagMax = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, CustomerCareOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(CustomerCareOptions options)
    {
        var isDevelopment = environment.IsDevelopment();
        if (GoogleSettings.AddressFailure("CustomerCare__BaseAddress", options.BaseAddress) is { } address)
        {
            yield return address;
        }
        if (!IsParent(options.Parent))
        {
            yield return $"CustomerCare__Parent is '{options.Parent}'; "
                + "it takes organizations/<number> or projects/<id>.";
        }
        if (!string.IsNullOrEmpty(options.CreateParent) && !IsParent(options.CreateParent))
        {
            yield return $"CustomerCare__CreateParent is '{options.CreateParent}'; "
                + "it takes organizations/<number>, projects/<id>, or nothing for the same as CustomerCare__Parent.";
        }
        if (!AreProjects(options.Projects, isDevelopment))
        {
            yield return $"CustomerCare__Projects is '{options.Projects}'; "
                + "it takes a comma list of projects/<id or number> and organizations/<number>, or * for all.";
        }
        if (!Enum.IsDefined(options.Auth) || (options.Auth != GoogleAuth.ApplicationDefault && !isDevelopment))
        {
            yield return $"CustomerCare__Auth is {options.Auth}; outside Development it takes ApplicationDefault.";
        }
        if (string.IsNullOrEmpty(options.ClassificationId))
        {
            yield return "CustomerCare__ClassificationId is empty; "
                + "it takes the id of a classification (caseClassifications.search lists them).";
        }
        if (!LanguageTag().IsMatch(options.LanguageCode ?? ""))
        {
            yield return $"CustomerCare__LanguageCode is '{options.LanguageCode}'; it takes a BCP 47 tag such as en or "
                + "ja.";
        }
        if (!TimeZoneText().IsMatch(options.TimeZone ?? ""))
        {
            yield return $"CustomerCare__TimeZone is '{options.TimeZone}'; it takes an IANA name such as "
                + "Europe/Berlin, or an offset such as -07:00.";
        }
        if (!string.IsNullOrEmpty(options.Account) && !AccountText().IsMatch(options.Account))
        {
            yield return $"CustomerCare__Account is '{options.Account}'; it takes an e-mail address as a case's "
                + "creator shows it, or nothing.";
        }
        if (options.SearchLag < TimeSpan.Zero || options.SearchLag > s_searchLagMax)
        {
            yield return $"CustomerCare__SearchLag is {options.SearchLag}; it takes 00:00:00 to {s_searchLagMax:c}.";
        }
    }

    private static bool AreProjects(string projects, bool isDevelopment)
    {
        var parents = ProjectFilter.Split(projects);
        return projects == CustomerCareOptions.AllProjects
            || (parents.Length == 0 ? isDevelopment : parents.All(IsParent));
    }

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+)*|[+-]\d\d:\d\d)\z")]
    private static partial Regex TimeZoneText();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\z")]
    private static partial Regex AccountText();

    // A parent is whatever a case name may begin with.
    private static bool IsParent(string parent) => GoogleCaseName.TryParse($"{parent}/cases/1", out _);
}

/// <summary>`*` is the default in Development only: what Google gets cannot be taken back.</summary>
internal sealed class CustomerCareOptionsDefaults(IHostEnvironment environment)
    : IPostConfigureOptions<CustomerCareOptions>
{
    public void PostConfigure(string? name, CustomerCareOptions options)
    {
        if (string.IsNullOrEmpty(options.Projects) && environment.IsDevelopment())
        {
            options.Projects = CustomerCareOptions.AllProjects;
        }
    }
}
