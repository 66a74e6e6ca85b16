using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseSync.CrmMock.Cases;

/// <summary>Says where the next page starts. Bound to the query it came from: another query refuses it.</summary>
internal static class PageToken
{
    private const int SealBytes = 8;

    public static string Write(string query, string position) =>
        WebEncoders.Base64UrlEncode([.. Seal(query, position), .. Encoding.UTF8.GetBytes(position)]);

    /// <returns>The position that <see cref="Write"/> got for the same query.</returns>
    public static string Read(string query, string token)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            throw Refused();
        }

        var position = Encoding.UTF8.GetString(bytes.AsSpan(Math.Min(SealBytes, bytes.Length)));
        return bytes.AsSpan().StartsWith(Seal(query, position)) ? position : throw Refused();
    }

    private static byte[] Seal(string query, string position) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{query}\n{position}"))[..SealBytes];

    private static RequestRefusedException Refused() => RequestRefusedException.Invalid(
        "pageToken is not one that this query gave; it takes the nextPageToken of its page before.");
}
