using CaseSync.Core.Cases;

namespace CaseSync.Core.Outages;

/// <summary>
/// The Guide's table: how long a change may take to reach the other side, by priority and by how fresh the case is.
/// </summary>
public static class LatencyTolerance
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_stale = TimeSpan.FromDays(1);

    // Minutes; a row for each priority: under 1 h, 1 h to 1 day, over 1 day.
    private static readonly int[][] s_minutes =
    [
        [10, 10, 15],
        [10, 15, 60],
        [10, 20, 120],
        [10, 20, 240],
        [10, 30, 240],
    ];

    /// <summary>
    /// The smallest value of the table: while both watermarks are younger, only waiting cases can be late.
    /// </summary>
    public static TimeSpan Least(double scale) => TimeSpan.FromMinutes(10) * scale;

    /// <param name="priority">Null, unknown, counts as P2.</param>
    /// <param name="sinceNewContent">Guide: "Stale" is over 1 day, so exactly one day is still the middle
    /// column.</param>
    /// <param name="scale">1 but in Development.</param>
    public static TimeSpan For(Priority? priority, TimeSpan sinceNewContent, double scale)
    {
        var row = s_minutes[(int)(priority ?? Priority.P2)];
        var column = sinceNewContent < s_fresh ? 0 : sinceNewContent <= s_stale ? 1 : 2;
        return TimeSpan.FromMinutes(row[column]) * scale;
    }
}
