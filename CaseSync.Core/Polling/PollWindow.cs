using CaseSync.Core.Doors;

namespace CaseSync.Core.Polling;

/// <summary>From when a poll searches, and how far the side is known afterwards. All in the side's own time.</summary>
public static class PollWindow
{
    // A side that sends no Date header is not asked for its clock: ours is trusted to within this.
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_beyondLag = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The overlap that forgives changes which the search shows late: the setting, but never less than the declared lag
    /// and 2 minutes.
    /// </summary>
    public static TimeSpan Overlap(TimeSpan setting, SideTraits traits)
    {
        var least = traits.SearchLag + s_beyondLag;
        return setting > least ? setting : least;
    }

    /// <summary>Null, everything, before the first poll.</summary>
    public static DateTimeOffset? Start(DateTimeOffset? watermark, TimeSpan setting, SideTraits traits) =>
        watermark - Overlap(setting, traits);

    /// <summary>The watermark after a poll whose every page was read. It only moves forward.</summary>
    /// <param name="undecidedAt">The oldest version about which nothing could be decided; it must be found
    /// again.</param>
    public static DateTimeOffset Next(
        DateTimeOffset? watermark, DateTimeOffset? firstPageServerTime, DateTimeOffset pollStartedAt,
        DateTimeOffset? undecidedAt = null)
    {
        var next = firstPageServerTime ?? pollStartedAt - s_clocksApartMax;
        next = undecidedAt < next ? undecidedAt.Value : next;
        return watermark > next ? watermark.Value : next;
    }
}
