namespace CaseSync.GoogleMock.Delivery;

/// <summary>When to try again. Cloud Tasks and Cloud Scheduler share these rules.</summary>
/// <param name="AttemptsMax">Attempts in all, the first included; −1: unlimited.</param>
/// <param name="RetryDurationMax">Since the first attempt; zero: unlimited.</param>
/// <param name="BackoffMin">Before the first retry.</param>
/// <param name="BackoffMax">Between any two attempts.</param>
/// <param name="Doublings">How often the interval doubles before it grows by a constant step.</param>
internal sealed record RetryPolicy(
    int AttemptsMax, TimeSpan RetryDurationMax, TimeSpan BackoffMin, TimeSpan BackoffMax, int Doublings)
{
    private const int Unlimited = -1;

    /// <summary>Doubles <see cref="Doublings"/> times, then grows by what it has become, up to the maximum.</summary>
    /// <param name="retry">1 for the first retry.</param>
    public TimeSpan Interval(int retry)
    {
        var doubled = Math.Min(retry - 1, Doublings);
        var steps = retry - doubled; // 1 while it still doubles.
        var seconds = BackoffMin.TotalSeconds * Math.Pow(2, doubled) * steps;
        return seconds < BackoffMax.TotalSeconds ? TimeSpan.FromSeconds(seconds) : BackoffMax;
    }

    /// <summary>
    /// The next attempt after the one that failed now, or null when no more are due: a limit that is set must be
    /// reached, and where both are, both must.
    /// </summary>
    public DateTimeOffset? NextAttemptAt(int attempts, DateTimeOffset firstAttemptAt, DateTimeOffset now)
    {
        var next = now + Interval(attempts);
        var attemptsSpent = AttemptsMax != Unlimited && attempts >= AttemptsMax;
        var durationSpent = RetryDurationMax > TimeSpan.Zero && next - firstAttemptAt > RetryDurationMax;
        var spent = (AttemptsMax, RetryDurationMax.Ticks) switch
        {
            (Unlimited, _) => durationSpent,
            (_, 0) => attemptsSpent,
            _ => attemptsSpent && durationSpent,
        };
        return spent ? null : next;
    }
}
