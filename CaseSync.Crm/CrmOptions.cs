using CaseSync.Core.Doors;
using CaseSync.Crm.Generic;
using CaseSync.Crm.RequestTracker;
using CaseSync.Crm.Webhooks;
using Microsoft.Extensions.Options;

namespace CaseSync.Crm;

/// <summary>Section <c>Crm</c>: what every kind of CRM needs.</summary>
public sealed class CrmOptions
{
    /// <summary>Which adapter: <c>Generic</c> or <c>RequestTracker</c>.</summary>
    public string Kind { get; set; } = GenericKind;

    /// <summary>The system's address, as its own people type it.</summary>
    public Uri? BaseAddress { get; set; }

    public string? Token { get; set; }

    /// <summary>
    /// A file that holds the token, instead of <see cref="Token"/>; read again when the CRM answers 401.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// What the CRM signs its webhooks with (<see cref="WebhookSignature"/>); without it none are taken.
    /// </summary>
    public string? WebhookSecret { get; set; }

    /// <summary>How late a search may show what exists; null: what the adapter knows of its system.</summary>
    public TimeSpan? SearchLag { get; set; }

    /// <summary>Who sees what the connector writes; null: the adapter's default.</summary>
    public MirrorVisibility? MirrorVisibility { get; set; }

    /// <summary>What only <c>RequestTracker</c> needs.</summary>
    public RequestTrackerOptions RequestTracker { get; set; } = new();

    /// <summary>What <see cref="Kind"/> takes.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [GenericKind, RequestTrackerKind];

    internal const string GenericKind = "Generic";
    internal const string RequestTrackerKind = "RequestTracker";

    /// <summary>What the adapter of these settings declares of its system.</summary>
    public SideTraits DeclaredTraits =>
        IsKind(RequestTrackerKind) ? RequestTrackerCrm.TraitsOf(this) : GenericCrm.TraitsOf(this);

    internal bool IsKind(string kind) => string.Equals(Kind, kind, StringComparison.OrdinalIgnoreCase);

    internal Uri BaseAddressOrThrow =>
        BaseAddress ?? throw new InvalidOperationException("Crm__BaseAddress is not set.");
}

public enum MirrorVisibility
{
    /// <summary>The company's own people: Google's words do not e-mail a customer.</summary>
    Internal,

    /// <summary>Whoever sees the case.</summary>
    Public,
}

internal sealed class CrmOptionsValidator : IValidateOptions<CrmOptions>
{
    private const int WebhookSecretLengthLeast = 16;
    private static readonly TimeSpan s_searchLagMax = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, CrmOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(CrmOptions options)
    {
        if (!CrmOptions.Kinds.Any(options.IsKind))
        {
            yield return $"Crm__Kind is '{options.Kind}'; it takes {string.Join(" or ", CrmOptions.Kinds)}.";
        }
        if (options.IsKind(CrmOptions.RequestTrackerKind))
        {
            foreach (var failure in options.RequestTracker.Failures())
            {
                yield return failure;
            }
        }
        if (options.BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return $"Crm__BaseAddress is '{options.BaseAddress}'; it takes an https or http address.";
        }
        if (!string.IsNullOrEmpty(options.Token) && !string.IsNullOrEmpty(options.TokenFile))
        {
            yield return "Crm__Token and Crm__TokenFile are both set; only one of them is taken.";
        }
        if (!string.IsNullOrEmpty(options.TokenFile) && !File.Exists(options.TokenFile))
        {
            yield return $"Crm__TokenFile is '{options.TokenFile}'; it takes the path of a file that exists.";
        }
        if (options.WebhookSecret is { Length: > 0 and < WebhookSecretLengthLeast })
        {
            yield return $"Crm__WebhookSecret has {options.WebhookSecret.Length} characters; it takes "
                + $"{WebhookSecretLengthLeast} or more.";
        }
        if (options.MirrorVisibility is { } visibility && !Enum.IsDefined(visibility))
        {
            yield return $"Crm__MirrorVisibility is {visibility}; it takes Internal or Public.";
        }
        if (options.SearchLag < TimeSpan.Zero || options.SearchLag > s_searchLagMax)
        {
            yield return $"Crm__SearchLag is {options.SearchLag}; it takes 00:00:00 to {s_searchLagMax:c}.";
        }
    }
}
