using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// The Guide's <c>[Google Comment 3 by Ann]</c>: how a copy names its original. A marker counts only in a comment of
/// our own account or, where a side cannot tell our account from people, with a tag that only we can make.
/// </summary>
public static partial class MirrorMarker
{
    private const int NameLengthMax = 100;
    private const int TagLength = 16;

    /// <param name="key">Null where the side tells our account apart.</param>
    public static string Write(ItemKey item, int partCount, string? authorName, DateTimeOffset? lateFrom, byte[]? key)
    {
        var tag = key is null ? "" : $" #{Tag(item.Side, item.SourceId, key)}";
        var part = partCount > 1 ? $" ({item.Part}/{partCount})" : "";
        var late = lateFrom is { } at
            ? string.Create(CultureInfo.InvariantCulture, $" (written {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)")
            : "";
        return $"[{item.Side} Comment {item.SourceId} by {Name(authorName)}{tag}]{part}{late} ";
    }

    /// <summary>The longest that <see cref="Write"/> can get, whatever the part and even if late.</summary>
    public static int LengthMax(string sourceId) => $"[Company Comment {sourceId} by ".Length + NameLengthMax
        + " #".Length + TagLength + "] (9999/9999) (written 2026-01-01 00:00:00 UTC) ".Length;

    /// <summary>
    /// The marker with which a comment of ours begins; null if it has none, or one whose tag is not ours.
    /// </summary>
    public static FoundMarker? Find(string body, byte[]? key)
    {
        if (Pattern().Match(body) is not { Success: true } match)
        {
            return null;
        }

        var side = match.Groups["side"].Value == nameof(Side.Google) ? Side.Google : Side.Company;
        var id = match.Groups["id"].Value;
        var isOurs = key is null || CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Tag(side, id, key)), Encoding.ASCII.GetBytes(match.Groups["tag"].Value));
        return isOurs ? new FoundMarker(side, id, Number(match.Groups["part"]), Number(match.Groups["count"])) : null;
    }

    private static int? Number(Group group) =>
        group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// A display name as markers carry it: without line ends and <c>]</c>, which would end the marker.
    /// </summary>
    private static string Name(string? authorName)
    {
        static bool EndsIt(char c) => char.IsControl(c) || c is ']' or '\u2028' or '\u2029';

        var clean = string.Concat((authorName ?? "").Select(c => EndsIt(c) ? ' ' : c)).Trim();
        return clean.Length switch
        {
            0 => "unknown",
            > NameLengthMax => TextCuts.Shorten(clean, NameLengthMax),
            _ => clean,
        };
    }

    private static string Tag(Side side, string sourceId, byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{side}:{sourceId}")))[..TagLength];

    [GeneratedRegex(@"^\[(?<side>Google|Company) Comment (?<id>\S{1,200}) by [^\]\r\n]*?"
        + @"( #(?<tag>[0-9a-f]{16}))?\]( \((?<part>[0-9]{1,4})/(?<count>[0-9]{1,4})\))?(\s|$)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

/// <summary>A marker as read back.</summary>
/// <param name="Part">Null where no part is named. What looks like one may be the person's own text.</param>
public sealed record FoundMarker(Side Side, string SourceId, int? Part, int? PartCount)
{
    /// <summary>
    /// Whether this is the marker of that part of an original that was cut into <paramref name="partCount"/>.
    /// </summary>
    public bool IsOf(ItemKey item, int partCount) =>
        item.Kind == ItemKind.Comment && item.Side == Side && item.SourceId == SourceId
        && (partCount == 1 || (Part == item.Part && PartCount == partCount));
}
