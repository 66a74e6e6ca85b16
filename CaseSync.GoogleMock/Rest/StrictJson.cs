using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CaseSync.GoogleMock.Rest;

internal static class StrictJson
{
    /// <summary>The contexts refuse unknown and doubled names; this says so as Google does.</summary>
    public static T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type)
                ?? throw GoogleApiException.InvalidArgument(
                    "Invalid JSON payload received. Expected an object, got null.");
        }
        catch (JsonException error)
        {
            throw GoogleApiException.InvalidArgument($"Invalid JSON payload received at '{error.Path ?? "$"}', line "
                + $"{error.LineNumber + 1}: not JSON, an unknown field, or a value of the wrong type.");
        }
    }
}
