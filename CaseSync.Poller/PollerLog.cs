using CaseSync.Core.Cases;

namespace CaseSync.Poller;

/// <summary>
/// Events 1000 to 1999. Information: we changed a system. Debug: we chose not to. Warning: it is tried again. Error: a
/// person is needed.
/// </summary>
internal static partial class PollerLog
{
    [LoggerMessage(1001, LogLevel.Debug,
        "Polled {Side} since {Since:O}: {Seen} seen, {New} new, {Queued} queued, {Waiting} waiting")]
    public static partial void Polled(
        this ILogger logger, Side side, DateTimeOffset? since, int seen, int @new, int queued, int waiting);

    [LoggerMessage(1002, LogLevel.Information,
        "The store is empty: installed at {Now:O}. Nothing is written for the settle time, nothing created for the "
            + "search lag")]
    public static partial void Installed(this ILogger logger, DateTimeOffset now);

    [LoggerMessage(1003, LogLevel.Debug, "{Case} is passed over: {Reason}")]
    public static partial void Skipped(this ILogger logger, string @case, string reason);

    [LoggerMessage(1004, LogLevel.Warning,
        "{Case} changed and is stored as waiting, but has no task yet: {Error} The next poll makes it")]
    public static partial void Waiting(this ILogger logger, string @case, string error);

    [LoggerMessage(1005, LogLevel.Debug, "{Late} late sides, {Due} mappings with notices due")]
    public static partial void Detected(this ILogger logger, int late, int due);

    [LoggerMessage(1006, LogLevel.Warning,
        "{Left} mappings wait for their notices: Outages__NoticesPerRun is {Max}; the next run goes on there")]
    public static partial void NoticesLeft(this ILogger logger, int left, int max);

    [LoggerMessage(1007, LogLevel.Information,
        "Said on {Side} of {Mapping} that it is late, or (resumption: {IsResumption}) that it is not any more")]
    public static partial void Said(this ILogger logger, Side side, string mapping, bool isResumption);

    [LoggerMessage(1008, LogLevel.Warning, "{Side} of {Mapping} could not be told: {Error} It is told when it can be")]
    public static partial void NotSaid(this ILogger logger, Side side, string mapping, string error);

    [LoggerMessage(1009, LogLevel.Information,
        "Cleaned up: {Deleted} mappings deleted, {Queued} cases queued by the sweep, {Forgotten} tombstones forgotten")]
    public static partial void CleanedUp(this ILogger logger, int deleted, int queued, int forgotten);

    [LoggerMessage(1010, LogLevel.Warning, "{Case} could not be swept: {Error} Tomorrow's sweep tries again")]
    public static partial void NotSwept(this ILogger logger, string @case, string error);

    [LoggerMessage(1011, LogLevel.Error, "{Job} failed: {Error} The scheduler tries again")]
    public static partial void JobFailed(this ILogger logger, string job, string error);

    [LoggerMessage(1012, LogLevel.Warning,
        "The lag could not be written down: {Error} The console's chart has a gap there")]
    public static partial void LagNotRecorded(this ILogger logger, string error);

    [LoggerMessage(1013, LogLevel.Warning,
        "A webhook said that {Case} changed, which could not be noted: {Error} The next poll finds the change")]
    public static partial void WebhookFailed(this ILogger logger, string @case, string error);
}
