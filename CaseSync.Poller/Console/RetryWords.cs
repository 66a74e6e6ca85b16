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

    /// <summary>What became of many: how many got each answer.</summary>
    public static string Of(IReadOnlyCollection<RetryAnswer> answers)
    {
        string Said(RetryAnswer answer, string what) => answers.Count(one => one == answer) is var count and > 0
            ? $" {Words.Count(count, "item")} {what}"
            : "";

        return Words.Count(answers.Count(one => one == RetryAnswer.Queued), "item") + " queued."
            + Said(RetryAnswer.Busy, "not: a sync is at work there; try again in a minute.")
            + Said(RetryAnswer.Copied, "copied meanwhile.")
            + Said(RetryAnswer.Unknown, "not refused any more.");
    }

    public static string Of(RemoteCallException error) => $"Not done, and safe to try again: {error.Message}";
}
