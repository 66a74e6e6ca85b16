using System.Text.Json.Serialization;

namespace CaseSync.GoogleMock.CustomerCare;

internal sealed record CaseMessage
{
    public string? Name { get; init; }
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public ClassificationMessage? Classification { get; init; }
    public string? TimeZone { get; init; }
    public IReadOnlyList<string>? SubscriberEmailAddresses { get; init; }
    public string? State { get; init; }
    public string? CreateTime { get; init; }
    public string? UpdateTime { get; init; }
    public ActorMessage? Creator { get; init; }
    public string? ContactEmail { get; init; }
    public bool Escalated { get; init; }
    public bool TestCase { get; init; }
    public string? LanguageCode { get; init; }
    public string? Priority { get; init; }
}

internal sealed record ClassificationMessage(string? Id = null, string? DisplayName = null);

internal sealed record ActorMessage
{
    public string? DisplayName { get; init; }
    public string? Email { get; init; }
    public string? Username { get; init; }
    public bool GoogleSupport { get; init; }
}

internal sealed record CommentMessage
{
    public string? Name { get; init; }
    public string? CreateTime { get; init; }
    public ActorMessage? Creator { get; init; }
    public string? Body { get; init; }
    public string? PlainTextBody { get; init; }
}

internal sealed record AttachmentMessage
{
    public string? Name { get; init; }
    public string? CreateTime { get; init; }
    public ActorMessage? Creator { get; init; }
    public string? Filename { get; init; }
    public string? MimeType { get; init; }
    public string? SizeBytes { get; init; }
}

internal sealed record CreateAttachmentMessage(AttachmentMessage? Attachment = null);

internal sealed record CloseCaseMessage;

internal sealed record EscalateCaseMessage(EscalationMessage? Escalation = null);

internal sealed record EscalationMessage(string? Reason = null, string? Justification = null);

internal sealed record CasePage(IReadOnlyList<CaseMessage>? Cases, string? NextPageToken);

internal sealed record CommentPage(IReadOnlyList<CommentMessage>? Comments, string? NextPageToken);

internal sealed record AttachmentPage(IReadOnlyList<AttachmentMessage>? Attachments, string? NextPageToken);

internal sealed record ClassificationPage(
    IReadOnlyList<ClassificationMessage>? CaseClassifications, string? NextPageToken);

internal sealed record MediaMessage;

/// <summary>Proto-JSON: what has its default value is left out; what is unknown is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CaseMessage))]
[JsonSerializable(typeof(CommentMessage))]
[JsonSerializable(typeof(AttachmentMessage))]
[JsonSerializable(typeof(CreateAttachmentMessage))]
[JsonSerializable(typeof(CloseCaseMessage))]
[JsonSerializable(typeof(EscalateCaseMessage))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(CommentPage))]
[JsonSerializable(typeof(AttachmentPage))]
[JsonSerializable(typeof(ClassificationPage))]
[JsonSerializable(typeof(MediaMessage))]
internal sealed partial class CareJson : JsonSerializerContext;
