using System.Text.Json.Serialization;

namespace CaseSync.CrmMock.Cases;

internal enum Visibility
{
    Public,
    Internal,
}

/// <summary>What people add to a case. The create times within one case are all different.</summary>
internal abstract record CaseItem
{
    public required string Id { get; init; }

    public required Person Author { get; init; }

    public required Visibility Visibility { get; init; }

    public required DateTimeOffset CreateTime { get; init; }
}

internal sealed record Comment : CaseItem
{
    public required string Body { get; init; }
}

internal sealed record Attachment : CaseItem
{
    public required string Filename { get; init; }

    public required string ContentType { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Where the bytes are. The name is ours: what a caller names a file never becomes a path.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";
}
