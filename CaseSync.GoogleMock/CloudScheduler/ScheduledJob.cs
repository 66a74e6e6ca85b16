using CaseSync.GoogleMock.Delivery;
using Cronos;

namespace CaseSync.GoogleMock.CloudScheduler;

internal sealed record ScheduledJob(
    string Name, CronExpression Cron, string Path, TimeSpan AttemptDeadline, RetryPolicy Retry)
{
    /// <summary>Set by the local override: replaces <see cref="Cron"/>.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>
    /// The first slot after <paramref name="now"/>; slots that passed while a run went on are skipped.
    /// </summary>
    /// <param name="previous">The slot before, or the start.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? NextSlot(DateTimeOffset previous, DateTimeOffset now)
    {
        if (Every is { } every)
        {
            return previous + every * (Math.Floor((now - previous) / every) + 1);
        }
        return Cron.GetNextOccurrence(now, TimeZoneInfo.Utc);
    }

    /// <summary>When to try a failed run again, or null to wait for the next slot.</summary>
    public DateTimeOffset? NextAttemptAt(
        int attempts, DateTimeOffset slot, DateTimeOffset firstAttemptAt, DateTimeOffset now)
    {
        var retryAt = Retry.NextAttemptAt(attempts, firstAttemptAt, now);
        // A cron job's retries may swallow its next slot. An overridden one comes again before most retries would.
        return Every is not null && retryAt >= NextSlot(slot, now) ? null : retryAt;
    }
}
