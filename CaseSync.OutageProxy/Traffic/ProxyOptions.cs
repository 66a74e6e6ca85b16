using Microsoft.Extensions.Options;

namespace CaseSync.OutageProxy.Traffic;

internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Where CRM traffic goes; its path, if any, is put before the request's.</summary>
    public Uri? CrmAddress { get; set; }

    /// <summary>Where Customer Care traffic goes.</summary>
    public Uri? GoogleAddress { get; set; }

    /// <summary>The loopback port on which CRM traffic comes in; 0 takes a free one.</summary>
    public int CrmPort { get; set; }

    /// <summary>The loopback port on which Customer Care traffic comes in; 0 takes a free one.</summary>
    public int GooglePort { get; set; }

    public Uri Address(ProxiedSystem system) => system == ProxiedSystem.Crm ? CrmAddress! : GoogleAddress!;

    public int Port(ProxiedSystem system) => system == ProxiedSystem.Crm ? CrmPort : GooglePort;
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    private const int PortMax = 65_535;

    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        string?[] failures =
        [
            Address("Proxy__CrmAddress", options.CrmAddress),
            Address("Proxy__GoogleAddress", options.GoogleAddress),
            Port("Proxy__CrmPort", options.CrmPort),
            Port("Proxy__GooglePort", options.GooglePort),
        ];
        var found = failures.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Address(string setting, Uri? value) => value switch
    {
        null => $"{setting} is not set; it takes the http or https address to forward to.",
        { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" } => null,
        _ => $"{setting} is '{value}'; it takes an http or https address without user, query or fragment.",
    };

    private static string? Port(string setting, int value) =>
        value is >= 0 and <= PortMax ? null : $"{setting} is {value}; it takes a port, or 0 for any that is free.";
}
