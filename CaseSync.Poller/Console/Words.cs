using System.Globalization;
using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>What the API says in its own terms, as the pages say it.</summary>
internal static class Words
{
    private const string Google = "google";

    /// <summary>The two largest units: <c>2 h 5 min</c>.</summary>
    public static string Duration(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return span switch
        {
            { TotalDays: >= 1 } => $"{span.Days} d {span.Hours} h",
            { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
            { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
            _ => $"{span.Seconds} s",
        };
    }

    /// <summary>A side as its people call it.</summary>
    public static string Side(string side) => side == Google ? "Google" : "the CRM";

    public static string OtherSide(string side) => side == Google ? "the CRM" : "Google";

    public static string Standing(CaseRow row) => row switch
    {
        { LateFor: { } late } => $"Late for {Duration(late)}",
        { Standing: nameof(CaseStanding.Waiting) } => "On its way",
        { Standing: nameof(CaseStanding.GivenUp) } => "Given up",
        _ => row.Standing,
    };

    public static string Standing(SideOverview side) => side.Standing switch
    {
        "well" => "Well",
        "waiting" => "On its way",
        "late" => "Late",
        _ => "Not polled",
    };

    /// <summary>The style's name of how something stands.</summary>
    public static string Tone(string standing) => standing switch
    {
        "late" or "unpolled" or nameof(CaseStanding.Late) or nameof(CaseStanding.GivenUp) => "bad",
        "waiting" or nameof(CaseStanding.Waiting) or nameof(CaseStanding.Paused) => "busy",
        nameof(CaseStanding.Closed) => "done",
        _ => "good",
    };

    public static string Title(string? title) => string.IsNullOrWhiteSpace(title) ? "(no title)" : title;

    public static string Count(int count, string one) => string.Create(
        CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : $"{one}s")}");

    /// <summary><c>1st</c>, <c>22nd</c>.</summary>
    public static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };
}
