using System.Text.Json;
using System.Text.RegularExpressions;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.Delivery;
using CaseSync.GoogleMock.Rest;
using Cronos;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudScheduler;

/// <summary>What the schedule file says, within the limits that Google sets.</summary>
internal sealed partial record ScheduleFile(IReadOnlyList<ScheduledJob> Jobs, QueueSettings Queue)
{
    private const string DefaultPath = "deploy/schedule.json";

    public static ScheduleFile Read(string? path, string contentRoot)
    {
        path ??= FindDefault(contentRoot);
        if (!File.Exists(path))
        {
            throw Wrong($"Schedule__File is {path}; it takes the path of a schedule file, and this does not exist.");
        }
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (
            error is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw Wrong($"Schedule__File is {path}, which cannot be read: {error.Message}");
        }
    }

    public static ScheduleFile Parse(string json)
    {
        var document = JsonSerializer.Deserialize(json, ScheduleJson.Default.ScheduleDocument)
            ?? throw new FormatException("null is not a schedule.");
        return new ScheduleFile([.. document.Jobs.Select(ToJob)], ToQueue(document.Queue));
    }

    /// <summary>The local override: these jobs run so often instead of by their cron.</summary>
    public ScheduleFile Override(IReadOnlyDictionary<string, TimeSpan> every)
    {
        if (every.Keys.Except(Jobs.Select(job => job.Name)).FirstOrDefault() is { } stranger)
        {
            throw Wrong($"Schedule__Every__{stranger} is set; it takes the name of a job, one of "
                + $"{string.Join(", ", Jobs.Select(job => job.Name))}.");
        }
        return this with
        {
            Jobs = [.. Jobs.Select(job => every.TryGetValue(job.Name, out var span) ? job with { Every = span } : job)],
        };
    }

    /// <summary>As a validator says it, so that whoever starts the mock reads a sentence and no stack.</summary>
    private static OptionsValidationException Wrong(string sentence) =>
        new(nameof(ScheduleOptions), typeof(ScheduleOptions), [sentence]);

    /// <summary>In the sources it lies above the project, in a published program beside it.</summary>
    private static string FindDefault(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, DefaultPath);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }
        return Path.Combine(AppContext.BaseDirectory, DefaultPath);
    }

    private static ScheduledJob ToJob(JobDocument job)
    {
        Check(NameForm().IsMatch(job.Name), $"job name \"{job.Name}\" takes letters, digits, hyphens and underscores");
        Check(job.Path.StartsWith('/'), $"{job.Name}.path is \"{job.Path}\"; it takes a path from the root");
        // UTC only: elsewhere an hour is skipped or repeated twice a year, and a job with it.
        Check(job.TimeZone == "Etc/UTC", $"{job.Name}.timeZone is \"{job.TimeZone}\"; it takes Etc/UTC");
        Check(job.RetryConfig.RetryCount is >= 0 and <= 5,
            $"{job.Name}.retryConfig.retryCount is {job.RetryConfig.RetryCount}; it takes 0 to 5");
        var deadline = Seconds(job.AttemptDeadline, $"{job.Name}.attemptDeadline");
        Check(deadline >= TimeSpan.FromSeconds(15) && deadline <= TimeSpan.FromMinutes(30),
            $"{job.Name}.attemptDeadline is {job.AttemptDeadline}; it takes 15s to 1800s");
        var retry = ToPolicy(
            job.Name, job.RetryConfig.RetryCount + 1, job.RetryConfig.MaxRetryDuration,
            job.RetryConfig.MinBackoffDuration, job.RetryConfig.MaxBackoffDuration, job.RetryConfig.MaxDoublings);
        return new ScheduledJob(job.Name, CronExpression.Parse(job.Schedule), job.Path, deadline, retry);
    }

    private static QueueSettings ToQueue(QueueDocument queue)
    {
        var (rate, retry) = (queue.RateLimits.MaxConcurrentDispatches, queue.RetryConfig);
        Check(QueueNameForm().IsMatch(queue.Name),
            $"queue name \"{queue.Name}\" takes 1 to 100 letters, digits and hyphens");
        Check(rate is >= 1 and <= 5000, $"queue.rateLimits.maxConcurrentDispatches is {rate}; it takes 1 to 5000");
        Check(retry.MaxAttempts is -1 or > 0,
            $"queue.retryConfig.maxAttempts is {retry.MaxAttempts}; it takes -1 or more than 0");
        return new QueueSettings(queue.Name, rate, ToPolicy(
            "queue", retry.MaxAttempts, retry.MaxRetryDuration, retry.MinBackoff, retry.MaxBackoff,
            retry.MaxDoublings));
    }

    private static RetryPolicy ToPolicy(
        string owner, int attempts, string duration, string min, string max, int doublings)
    {
        var policy = new RetryPolicy(
            attempts, Seconds(duration, $"{owner}.retryConfig.maxRetryDuration"),
            Seconds(min, $"{owner}.retryConfig minimum backoff"), Seconds(max, $"{owner}.retryConfig maximum backoff"),
            doublings);
        Check(policy.BackoffMin > TimeSpan.Zero && policy.BackoffMin <= policy.BackoffMax,
            $"{owner}.retryConfig: backoffs are {min} and {max}; they take at least 1s, "
            + "and no minimum above the maximum");
        Check(doublings >= 0, $"{owner}.retryConfig.maxDoublings is {doublings}; it takes 0 or more");
        return policy;
    }

    /// <summary>Whole seconds only, as Google cuts the rest.</summary>
    private static TimeSpan Seconds(string text, string field)
    {
        Check(ProtoText.TryParseDuration(text, out var span) && span >= TimeSpan.Zero
            && span.Ticks % TimeSpan.TicksPerSecond == 0,
            $"{field} is \"{text}\"; it takes whole seconds such as 50s");
        return span;
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException($"{otherwise}.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[A-Za-z0-9-]{1,100}$")]
    private static partial Regex QueueNameForm();
}
