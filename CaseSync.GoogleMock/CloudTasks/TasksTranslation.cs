using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CloudTasks;

internal static class TasksTranslation
{
    private const double DispatchesPerSecond = 500;
    private const int BurstSize = 100;

    /// <param name="task">The task.</param>
    /// <param name="full">The BASIC view leaves the payload out.</param>
    public static TaskMessage ToMessage(this QueuedTask task, bool full) => new()
    {
        Name = task.Name,
        HttpRequest = new HttpRequestMessageBody
        {
            Url = task.Request.Url.OriginalString,
            HttpMethod = task.Request.Method,
            Headers = task.Request.Headers.Count == 0 ? null : task.Request.Headers,
            Body = full && task.Request.Body is { } body ? Convert.ToBase64String(body) : null,
            OidcToken = task.Request.OidcToken,
            OauthToken = task.Request.OauthToken,
        },
        ScheduleTime = ProtoText.Timestamp(task.ScheduledAt),
        CreateTime = task.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
        DispatchDeadline = ProtoText.Duration(task.DispatchDeadline),
        DispatchCount = task.Dispatches,
        ResponseCount = task.Responses,
        FirstAttempt = ToAttempt(task.FirstAttemptAt),
        LastAttempt = ToAttempt(task.LastAttemptAt),
        View = full ? "FULL" : "BASIC",
    };

    public static QueueMessage ToMessage(this TaskQueue queue)
    {
        var retry = queue.Settings.Retry;
        return new QueueMessage(
            queue.Name,
            new RateLimitsMessage(DispatchesPerSecond, BurstSize, queue.Settings.ConcurrentDispatchesMax),
            new RetryConfigMessage(
                retry.AttemptsMax, ProtoText.Duration(retry.RetryDurationMax), ProtoText.Duration(retry.BackoffMin),
                ProtoText.Duration(retry.BackoffMax), retry.Doublings),
            "RUNNING");
    }

    private static AttemptMessage? ToAttempt(DateTimeOffset? at) =>
        at is null ? null : new(ProtoText.Timestamp(at.Value));
}
