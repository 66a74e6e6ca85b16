namespace CaseSync.GoogleMock;

/// <summary>Events 6000 to 6999.</summary>
internal static partial class GoogleMockLog
{
    [LoggerMessage(
        EventId = 6001, Level = LogLevel.Debug, Message = "Task {TaskId}: attempt {Attempt} answered {Status}; done")]
    public static partial void TaskDelivered(this ILogger logger, string taskId, int attempt, int? status);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning,
        Message = "Task {TaskId}: attempt {Attempt} {Story}; it will be retried if its queue allows")]
    public static partial void TaskFailed(this ILogger logger, string taskId, int attempt, string story);

    [LoggerMessage(EventId = 6101, Level = LogLevel.Information,
        Message = "Schedule__PollerAddress is not set: the scheduler is off and nothing polls by itself")]
    public static partial void SchedulerOff(this ILogger logger);

    [LoggerMessage(
        EventId = 6102, Level = LogLevel.Debug, Message = "Job {Job}: attempt {Attempt} answered {Status}; done")]
    public static partial void JobDone(this ILogger logger, string job, int attempt, int? status);

    [LoggerMessage(
        EventId = 6103, Level = LogLevel.Warning, Message = "Job {Job}: attempt {Attempt} {Story}; {Next}")]
    public static partial void JobFailed(this ILogger logger, string job, int attempt, string story, string next);

    [LoggerMessage(EventId = 6104, Level = LogLevel.Warning,
        Message = "The Poller at {Address} cannot be reached yet: {Cause}. Its jobs go on trying and will say when it "
            + "answers")]
    public static partial void PollerAway(this ILogger logger, Uri address, string cause);

    [LoggerMessage(EventId = 6105, Level = LogLevel.Information, Message = "The Poller at {Address} answers")]
    public static partial void PollerBack(this ILogger logger, Uri address);
}
