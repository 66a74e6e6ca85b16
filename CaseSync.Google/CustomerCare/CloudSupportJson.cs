using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseSync.Google.CustomerCare;

/// <summary>What travels; every field may be missing, and enum values are texts, since new ones may come.</summary>
internal sealed record WireCase
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Priority { get; init; }

    public string? State { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? UpdateTime { get; init; }

    public WireActor? Creator { get; init; }

    public WireClassification? Classification { get; init; }

    public string? LanguageCode { get; init; }

    public string? TimeZone { get; init; }
}

internal sealed record WireActor(string? DisplayName = null, string? Email = null, string? Username = null);

internal sealed record WireClassification
{
    public string? Id { get; init; }

    public string? DisplayName { get; init; }
}

internal sealed record WireComment
{
    public string? Name { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public WireActor? Creator { get; init; }

    public string? Body { get; init; }

    public string? PlainTextBody { get; init; }
}

internal sealed record WireAttachment
{
    public string? Name { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public WireActor? Creator { get; init; }

    public string? Filename { get; init; }

    public string? MimeType { get; init; }

    public long? SizeBytes { get; init; }
}

internal sealed record WireCasePage(IReadOnlyList<WireCase>? Cases, string? NextPageToken);

internal sealed record WireCommentPage(IReadOnlyList<WireComment>? Comments, string? NextPageToken);

internal sealed record WireAttachmentPage(IReadOnlyList<WireAttachment>? Attachments, string? NextPageToken);

internal sealed record WireClassificationPage(
    IReadOnlyList<WireClassification>? CaseClassifications, string? NextPageToken);

/// <summary>The body of a close: an empty object.</summary>
internal sealed record WireNothing;

// 64-bit numbers travel as strings.
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireCase))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireAttachment))]
[JsonSerializable(typeof(WireCasePage))]
[JsonSerializable(typeof(WireCommentPage))]
[JsonSerializable(typeof(WireAttachmentPage))]
[JsonSerializable(typeof(WireClassificationPage))]
[JsonSerializable(typeof(WireNothing))]
internal sealed partial class CloudSupportJson : JsonSerializerContext;
