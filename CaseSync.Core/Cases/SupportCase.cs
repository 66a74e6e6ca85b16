namespace CaseSync.Core.Cases;

/// <summary>
/// A case as one system shows it. What a system may leave out is nullable; nothing here is a default for a hole.
/// </summary>
public sealed record SupportCase
{
    public required CaseRef Ref { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Null when the system gives none, or one that is not known here.</summary>
    public Priority? Priority { get; init; }

    public CaseState State { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Moves with every change that a search by update time must find; the case's version.</summary>
    /// <remarks>Whole microseconds: what a store keeps, so that a version compares with the one that was
    /// stored.</remarks>
    public DateTimeOffset? UpdatedAt
    {
        get;
        init => field = value is { } at
            ? new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero)
            : null;
    }

    public Author Creator { get; init; } = Author.Unknown;

    /// <summary>The CRM's <c>synchronizeWithGoogleCloudSupport</c>; always true of a Google case.</summary>
    public bool IsSyncRequested { get; init; } = true;

    /// <summary>The CRM's custom field that names the Google case; null on a Google case.</summary>
    public GoogleCaseName? GoogleCaseName { get; init; }
}
