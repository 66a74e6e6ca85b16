using System.Buffers.Text;
using System.Text;

namespace CaseSync.Poller.Operating;

/// <summary>
/// Puts any text into a segment of an address, as base64url: ids of either system hold what an address does not.
/// </summary>
internal static class AddressText
{
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>Null where it is none that <see cref="Encode"/> made.</summary>
    public static string? TryDecode(string segment) =>
        Base64Url.IsValid(segment) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(segment)) : null;
}
