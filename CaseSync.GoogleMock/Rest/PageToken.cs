using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseSync.GoogleMock.Rest;

/// <summary>Where the next page starts. Opaque, and good only for the query that it came from.</summary>
internal static class PageToken
{
    private const int SealLength = 16;

    public static string Write(string query, string position)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return WebEncoders.Base64UrlEncode([.. Seal(query, text), .. text]);
    }

    public static string? Read(string query, string? token)
    {
        if (token is null)
        {
            return null;
        }
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(token);
            if (bytes.Length > SealLength
                && Seal(query, bytes.AsSpan(SealLength)).SequenceEqual(bytes.AsSpan(0, SealLength)))
            {
                return Encoding.UTF8.GetString(bytes.AsSpan(SealLength));
            }
        }
        catch (FormatException)
        {
            // Not base64: refused below, like any other token that is not ours.
        }
        throw GoogleApiException.InvalidArgument("The page token is not valid for this request.");
    }

    private static ReadOnlySpan<byte> Seal(string query, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(query), 0, .. position]).AsSpan(0, SealLength);
}
