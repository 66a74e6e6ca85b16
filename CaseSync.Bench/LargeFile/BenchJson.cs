using System.Text.Json.Serialization;

namespace CaseSync.Bench.LargeFile;

internal sealed record NewCrmCase(
    string Summary, string Description, int Priority, bool SynchronizeWithGoogleCloudSupport);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewCrmCase))]
internal sealed partial class BenchJson : JsonSerializerContext;
