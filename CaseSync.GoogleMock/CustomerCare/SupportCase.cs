using System.Collections.Immutable;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>
/// A case with all that hangs on it. A change makes a new one, so that a reader never sees half a change.
/// </summary>
internal sealed record SupportCase
{
    public required long Number { get; init; }

    public required CaseParent Parent { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    public required Classification Classification { get; init; }

    public required CasePriority Priority { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public CaseState State { get; init; } = CaseState.New;

    public bool Escalated { get; init; }

    public bool TestCase { get; init; }

    public string? TimeZone { get; init; }

    public string? ContactEmail { get; init; }

    public string LanguageCode { get; init; } = "en";

    public ImmutableArray<string> SubscriberEmailAddresses { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableList<CaseComment> Comments { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableList<CaseAttachment> Attachments { get; init; } = [];
}

internal sealed record CaseComment(long Id, string Body, Actor Creator, DateTimeOffset CreatedAt);

internal sealed record CaseAttachment(long Id, StoredFile File, Actor Creator, DateTimeOffset CreatedAt);

/// <summary>Bytes on disk, until the mock stops.</summary>
internal sealed record StoredFile(string Filename, string MimeType, long SizeBytes, string Path);
