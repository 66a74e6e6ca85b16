namespace CaseSync.CrmMock.Cases;

internal sealed record CaseDraft
{
    public required string Summary { get; init; }

    public string Description { get; init; } = "";

    public int Priority { get; init; } = 2;

    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Off unless asked for: what Google gets cannot be taken back.</summary>
    public bool SynchronizeWithGoogleCloudSupport { get; init; }

    /// <summary>Empty for none.</summary>
    public string GoogleCaseName { get; init; } = "";

    public CrmCase ToCase(string id, Person reporter, DateTimeOffset now) => new()
    {
        Id = id,
        Summary = Summary,
        Description = Description,
        Priority = Priority,
        Status = CaseStatus.Open,
        Components = Components,
        SynchronizeWithGoogleCloudSupport = SynchronizeWithGoogleCloudSupport,
        GoogleCaseName = GoogleCaseName is "" ? null : GoogleCaseName,
        Reporter = reporter,
        CreateTime = now,
        UpdateTime = now,
    };
}

/// <summary>The fields to change; null leaves one as it is.</summary>
internal sealed record CaseChanges
{
    public string? Summary { get; init; }

    public string? Description { get; init; }

    public int? Priority { get; init; }

    public IReadOnlyList<string>? Components { get; init; }

    public bool? SynchronizeWithGoogleCloudSupport { get; init; }

    /// <summary>Empty clears the field.</summary>
    public string? GoogleCaseName { get; init; }

    public bool Reopen { get; init; }

    public CrmCase ApplyTo(CrmCase before) => before with
    {
        Summary = Summary ?? before.Summary,
        Description = Description ?? before.Description,
        Priority = Priority ?? before.Priority,
        // The same names in another list are the same value.
        Components = Components is null || Components.SequenceEqual(before.Components) ? before.Components : Components,
        SynchronizeWithGoogleCloudSupport =
            SynchronizeWithGoogleCloudSupport ?? before.SynchronizeWithGoogleCloudSupport,
        GoogleCaseName = GoogleCaseName is null ? before.GoogleCaseName : GoogleCaseName is "" ? null : GoogleCaseName,
        Status = Reopen ? CaseStatus.Open : before.Status,
    };
}

internal sealed record AttachmentDraft(string Filename, string ContentType, Visibility Visibility)
{
    /// <summary>For content whose sender does not say what it is.</summary>
    public const string ContentTypeDefault = "application/octet-stream";
}

/// <summary>Which cases a list shows; null does not filter.</summary>
internal sealed record CaseFilter(DateTimeOffset? UpdatedAfter, bool? GoogleSync, string? GoogleCaseName);

/// <summary>Which part of a list: at most <see cref="Size"/> items after what <see cref="Token"/> stands for.</summary>
internal sealed record PageRequest(int Size, string? Token)
{
    public const int SizeMax = 100;
    public const int SizeDefault = 50;
}

/// <summary>The cases opened last, newest first, and how many there are in all.</summary>
internal sealed record NewestCases(IReadOnlyList<CrmCase> Cases, int Total);

internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);
