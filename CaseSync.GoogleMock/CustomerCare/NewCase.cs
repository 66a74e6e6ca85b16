namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>A case as somebody asks for it; <see cref="SupportDesk.Open"/> says what must not be missing.</summary>
internal sealed record NewCase
{
    public required CaseParent Parent { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? ClassificationId { get; init; }

    public CasePriority? Priority { get; init; }

    /// <summary>On behalf of whom; without it, whoever calls.</summary>
    public Actor? Creator { get; init; }

    public bool TestCase { get; init; }

    public string? TimeZone { get; init; }

    public string? ContactEmail { get; init; }

    public string? LanguageCode { get; init; }

    public IReadOnlyList<string> SubscriberEmailAddresses { get; init; } = [];
}
