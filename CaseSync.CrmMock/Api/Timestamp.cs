using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CaseSync.CrmMock.Api;

/// <summary>RFC 3339: any offset and fraction in, UTC with milliseconds out.</summary>
internal static partial class Timestamp
{
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        // .NET would round the eighth digit of a fraction up, past what the caller has seen.
        time = default;
        var parts = Rfc3339().Match(text);
        return parts.Success && DateTimeOffset.TryParse(
            parts.Groups["ticks"].Value + parts.Groups["offset"].Value,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out time);
    }

    [GeneratedRegex(
        @"^(?<ticks>[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,7})?)"
        + @"((?<=\.[0-9]{7})[0-9]{1,2})?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}

internal sealed class TimestampJsonConverter : JsonConverter<DateTimeOffset>
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Timestamp.Write(value));

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("No request carries a time in its body.");
}
