namespace CaseSync.CrmMock.Cases;

internal enum CaseStatus
{
    Open,
    Closed,
}

/// <summary>A case as the API shows it.</summary>
internal sealed record CrmCase
{
    public required string Id { get; init; }

    public required string Summary { get; init; }

    public required string Description { get; init; }

    /// <summary>0, the most urgent, to 4.</summary>
    public required int Priority { get; init; }

    public required CaseStatus Status { get; init; }

    public required IReadOnlyList<string> Components { get; init; }

    public required bool SynchronizeWithGoogleCloudSupport { get; init; }

    /// <summary>The custom field that ties this case to its counterpart; null until something fills it.</summary>
    public required string? GoogleCaseName { get; init; }

    public required Person Reporter { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When a field, a comment or an attachment last changed. Strictly later with each change.</summary>
    public required DateTimeOffset UpdateTime { get; init; }
}
