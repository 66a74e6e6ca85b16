using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseSync.Crm.Generic;

/// <summary>What travels; every field may be missing, and is left out when it is null.</summary>
internal sealed record WireCase
{
    public string? Id { get; init; }

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public int? Priority { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<string>? Components { get; init; }

    public bool? SynchronizeWithGoogleCloudSupport { get; init; }

    public string? GoogleCaseName { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? UpdateTime { get; init; }
}

internal sealed record WireAuthor(string? Id, string? DisplayName);

internal sealed record WireComment
{
    public string? Id { get; init; }

    public string? Body { get; init; }

    public WireAuthor? Author { get; init; }

    public string? Visibility { get; init; }

    public DateTimeOffset? CreateTime { get; init; }
}

internal sealed record WireAttachment
{
    public string? Id { get; init; }

    public string? Filename { get; init; }

    public string? ContentType { get; init; }

    public long? SizeBytes { get; init; }

    public WireAuthor? Author { get; init; }

    public string? Visibility { get; init; }

    public DateTimeOffset? CreateTime { get; init; }
}

internal sealed record WirePage<T>(IReadOnlyList<T>? Items, string? NextPageToken);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireCase))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireAttachment))]
[JsonSerializable(typeof(WireAuthor))]
[JsonSerializable(typeof(WirePage<WireCase>), TypeInfoPropertyName = "CasePage")]
[JsonSerializable(typeof(WirePage<WireComment>), TypeInfoPropertyName = "CommentPage")]
[JsonSerializable(typeof(WirePage<WireAttachment>), TypeInfoPropertyName = "AttachmentPage")]
internal sealed partial class GenericCrmJson : JsonSerializerContext;
