using System.Globalization;

namespace CaseSync.GoogleMock.Rest;

/// <summary>Timestamps and durations as proto-JSON writes them.</summary>
internal static class ProtoText
{
    private static readonly string[] s_timestampForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Google keeps microseconds.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339: the offset must be there. Digits finer than a tick are cut.</summary>
    public static bool TryParseTimestamp(string text, out DateTimeOffset time)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var end = dot < 0 ? -1 : text.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9');
        if (end is > 7 and <= 9)
        {
            text = text.Remove(dot + 8, end - 7);
        }
        return DateTimeOffset.TryParseExact(text, s_timestampForms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    public static string Duration(TimeSpan span) =>
        span.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    public static bool TryParseDuration(string text, out TimeSpan span)
    {
        span = default;
        if (!text.EndsWith('s') || !decimal.TryParse(text.AsSpan(0, text.Length - 1),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var seconds)
            || Math.Abs(seconds) > 315_576_000_000m)
        {
            return false;
        }
        span = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
