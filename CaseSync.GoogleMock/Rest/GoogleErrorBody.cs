using System.Text.Json.Serialization;

namespace CaseSync.GoogleMock.Rest;

internal sealed record GoogleErrorBody(GoogleErrorStatus Error)
{
    public static GoogleErrorBody Of(GoogleApiException error) =>
        new(new GoogleErrorStatus(error.Code, error.Message, error.Status, []));
}

internal sealed record GoogleErrorStatus(int Code, string Message, string Status, IReadOnlyList<string> Details);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoogleErrorBody))]
internal sealed partial class GoogleErrorJson : JsonSerializerContext;
