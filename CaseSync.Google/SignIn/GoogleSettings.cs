namespace CaseSync.Google.SignIn;

internal static class GoogleSettings
{
    /// <summary>
    /// What is wrong with an address of a Google API; null when nothing is. Tokens go there: plain http only to this
    /// machine.
    /// </summary>
    public static string? AddressFailure(string setting, Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "https" } or { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true }
            ? null
            : $"{setting} is '{address}'; it takes an https address, or an http one of this machine.";
}
