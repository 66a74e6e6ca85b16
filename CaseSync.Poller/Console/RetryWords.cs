using CaseSync.Core.Doors;
using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

internal static class RetryWords
{
    public static string Of(RetryAnswer answer) => answer switch
    {
        RetryAnswer.Queued => "Queued: it is sent again now. If the answer is the same, it is listed here again.",
        RetryAnswer.Copied => "It was copied meanwhile.",
        RetryAnswer.Busy => "A sync is at work on its case; try again in a minute.",
        _ => "It is not refused any more.",
    };

    public static string Of(RemoteCallException error) => $"Not done, and safe to try again: {error.Message}";
}
