namespace CaseSync.Core.Cases;

/// <summary>
/// Who wrote something. Every field may be missing: Google obfuscates its agents, and escalated cases have come without
/// names.
/// </summary>
/// <param name="Account">What tells accounts apart on that side (an e-mail, an account id); compared without regard to
/// case.</param>
/// <param name="DisplayName">What a person would call them.</param>
public sealed record Author(string? Account, string? DisplayName)
{
    public static Author Unknown { get; } = new(null, null);

    /// <summary>Whether this is <paramref name="account"/>; nobody is, while that is unknown.</summary>
    public bool Is(string? account) =>
        account is not null && string.Equals(Account, account, StringComparison.OrdinalIgnoreCase);
}
