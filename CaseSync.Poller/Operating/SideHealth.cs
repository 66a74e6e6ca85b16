using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Poller.Operating;

/// <summary>A case with what DetectOutages would say of it.</summary>
internal sealed record Judged(CaseMapping Mapping, OutageVerdict Verdict);

/// <summary>Is it us or them, and since when?</summary>
internal sealed partial record SideHealth(string Standing, DateTimeOffset? Since, string? Cause)
{
    /// <param name="waiting">Cases with a change of this side that waits.</param>
    /// <param name="late">Those of them, or of the rest, that are late.</param>
    public static SideHealth Of(
        Side side, GlobalState global, IReadOnlyList<CaseMapping> waiting, IReadOnlyList<Judged> late,
        IReadOnlyList<Side> unpolled) => (unpolled.Contains(side), late.Count, waiting.Count) switch
        {
            (true, _, _) => new("unpolled", global.PolledAt(side), CauseOfUnpolled(side, unpolled)),
            (_, > 0, _) => new(
                "late", late.Min(one => SyncedAt.Of(one.Mapping, side, global)), CauseOfLate(side, waiting)),
            (_, _, > 0) => new(
                "waiting", waiting.Min(mapping => SyncedAt.Of(mapping, side, global)), OftenestError(side, waiting)),
            _ => new("well", null, null),
        };

    private static string CauseOfUnpolled(Side side, IReadOnlyList<Side> unpolled) => unpolled.Count > 1
        ? "Neither side is read: most likely the schedule does not start the Poller, or it reaches nothing. "
            + "That is ours."
        : $"The other side is read, so the schedule runs: {SideNames.First(side)} does not answer, or refuses our "
            + "account. "
            + "The Poller's log, event 1011, says which.";

    private static string CauseOfLate(Side side, IReadOnlyList<CaseMapping> waiting) =>
        OftenestError(side, waiting) is { } error
            ? $"{Whose(error)} The last try: {error}".TrimStart()
            : "No sync has failed: the queue does not start its tasks, or they have not ended yet. That is ours.";

    // The error names its system. As the adapters word it: "… answered 503 …", "… gave no answer …", "… broke off …".
    private static string Whose(string error) => Answer().Match(error) is { Success: true } answer
        ? answer.ValueSpan[^3..] switch
        {
            "401" or "403" => "That is ours: our account there, its token or its rights.",
            "408" or "429" => "We are asked to slow down: our quota there.",
            ['5', ..] => "That is theirs.",
            _ => "",
        }
        : Silence().IsMatch(error) ? "That is theirs, or the way there." : "";

    [GeneratedRegex(@"\banswered \d{3}\b")]
    private static partial Regex Answer();

    [GeneratedRegex(@"\b(gave no answer|broke off)\b")]
    private static partial Regex Silence();

    private static string? OftenestError(Side side, IReadOnlyList<CaseMapping> waiting) => waiting
        .Select(mapping => mapping.On(side).LastError).OfType<string>()
        .CountBy(error => error).OrderByDescending(error => error.Value).Select(error => error.Key).FirstOrDefault();
}
