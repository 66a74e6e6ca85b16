namespace CaseSync.GoogleMock.Delivery;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">Null: no answer, or none before the deadline.</param>
/// <param name="RetryAfter">What the answer asks for, if anything.</param>
internal sealed record DeliveryOutcome(int? Status, TimeSpan? RetryAfter = null)
{
    /// <summary>Why nobody could be reached, or null when somebody was.</summary>
    public string? Unreachable { get; init; }

    /// <summary>What to tell a person of it, after "the attempt".</summary>
    public string Story =>
        Status is { } status ? $"was answered {status}"
        : Unreachable is { } cause ? $"could not be sent: {cause}"
        : "got no answer by its deadline";

    public bool Succeeded => Status is >= 200 and <= 299;

    /// <summary>The target is overloaded: these two make Cloud Tasks slow the whole queue.</summary>
    public bool Throttles => Status is 429 or 503;

    /// <summary>A 5xx is taken as an answer of something before the worker.</summary>
    public bool Executed => Status is < 500;
}
