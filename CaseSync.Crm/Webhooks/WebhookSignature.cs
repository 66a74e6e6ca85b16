using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseSync.Crm.Webhooks;

/// <summary>
/// How a CRM proves that it sent a webhook: <c>X-CaseSync-Timestamp</c> holds the time in Unix seconds, and
/// <c>X-CaseSync-Signature</c> <c>sha256=</c> with the HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and
/// the body, under <c>Crm__WebhookSecret</c>.
/// </summary>
public static class WebhookSignature
{
    public const string SignatureHeader = "X-CaseSync-Signature";
    public const string TimestampHeader = "X-CaseSync-Timestamp";

    private const string Scheme = "sha256=";

    /// <summary>How long a request may be on its way, and clocks apart: what is older may be a replay.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Null for a request that the CRM sent; otherwise what is wrong with it, in a sentence.</summary>
    public static string? FindFlaw(
        string secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return $"{TimestampHeader} takes the time in Unix seconds.";
        }

        if (signature?.StartsWith(Scheme, StringComparison.Ordinal) != true)
        {
            return $"{SignatureHeader} takes {Scheme} and an HMAC-SHA256 in hexadecimal.";
        }

        // Compared in constant time, and before the clock: only who knows the secret learns that it came too late.
        var expected = Encoding.ASCII.GetBytes(Sign(secret, timestamp, body));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)))
        {
            return $"{SignatureHeader} is not the one of this body, this {TimestampHeader} and our secret.";
        }

        return (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window
            ? $"{TimestampHeader} is more than {Window.TotalMinutes:0} minutes from now."
            : null;
    }

    /// <summary>The signature's header, for a sender.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{timestamp}."), .. body];
        return Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
