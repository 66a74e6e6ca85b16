namespace CaseSync.GoogleMock.CloudTasks;

internal sealed record QueuedTask
{
    public required string Name { get; init; }

    /// <summary>In order of creation, which decides among tasks that are due at the same time.</summary>
    public required long Sequence { get; init; }

    public required TaskRequest Request { get; init; }

    public required TimeSpan DispatchDeadline { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    public DateTimeOffset? FirstAttemptAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Attempts sent, the running one included.</summary>
    public int Dispatches { get; init; }

    /// <summary>Attempts that got an answer.</summary>
    public int Responses { get; init; }

    /// <summary>Answers that were not 5xx.</summary>
    public int Executions { get; init; }

    public int? PreviousStatus { get; init; }

    public string Id => Name[(Name.LastIndexOf('/') + 1)..];
}

/// <summary>What to send.</summary>
internal sealed record TaskRequest(
    Uri Url, string Method, IReadOnlyDictionary<string, string> Headers, byte[]? Body,
    OidcTokenMessage? OidcToken = null, OAuthTokenMessage? OauthToken = null);

/// <summary>An attempt to make now.</summary>
/// <param name="Task">The task, this attempt counted.</param>
/// <param name="Twice">Deliver it two times at once.</param>
internal sealed record Dispatch(QueuedTask Task, bool Twice);
