namespace CaseSync.Core.Doors;

/// <summary>What a failed call means for what comes next.</summary>
public enum RemoteFailure
{
    /// <summary>5xx, a broken connection, a time limit passed: try again.</summary>
    Unavailable,

    /// <summary>408 or 429: try again, not before <see cref="RemoteCallException.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>400, 413, 415 or 422: this item will never be taken.</summary>
    Rejected,

    /// <summary>401 or 403: our credentials or rights, never the item's fault.</summary>
    Denied,

    /// <summary>404: the case (or its parent) is not there.</summary>
    Missing,

    /// <summary>409 or a failed precondition: the case is not in the state that the call needs; look again.</summary>
    Conflict,
}

/// <summary>
/// A call to one of the systems, the queue or the store that failed. Its message carries no secret and no customer
/// text.
/// </summary>
public sealed class RemoteCallException(
    string system, string operation, RemoteFailure failure, string message,
    Exception? inner = null) : Exception(message, inner)
{
    /// <summary><c>google</c>, <c>company</c>, <c>tasks</c> or <c>store</c>.</summary>
    public string System { get; } = system;

    public string Operation { get; } = operation;

    public RemoteFailure Failure { get; } = failure;

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The system's own code (Google's <c>error.status</c>); null where it has none, or gave no answer.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>
    /// The call and how it failed, without a word of the answer: that may repeat what somebody wrote.
    /// </summary>
    public string Outline =>
        $"{System} {Operation}: {(Status is { } status ? $"{status} " : "")}{Code ?? $"{Failure}"}";

    /// <summary>
    /// Whether a write may have taken effect although it failed: a time limit, a broken connection, a 5xx.
    /// </summary>
    public bool MayHaveTakenEffect { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether trying again can help without anything else changing.</summary>
    public bool IsTransient => Failure is RemoteFailure.Unavailable or RemoteFailure.Throttled;
}
