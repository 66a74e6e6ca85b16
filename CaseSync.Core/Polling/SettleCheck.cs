using CaseSync.Core.Doors;

namespace CaseSync.Core.Polling;

/// <summary>When a version is looked at again, because what was read may not have held all of it.</summary>
/// <param name="Number">1 to 3; part of the task's name.</param>
public sealed record SettleCheck(int Number, TimeSpan After)
{
    // A Date header has whole seconds: the look that is running now must not seem to lie ahead.
    private static readonly TimeSpan s_dateStep = TimeSpan.FromSeconds(2);
    private static readonly SettleCheck[] s_checks =
        [new(1, TimeSpan.FromSeconds(10)), new(2, TimeSpan.FromMinutes(2)), new(3, TimeSpan.FromMinutes(30))];

    /// <summary>
    /// Null: settled, for the read began later than the version by more than the side's time granularity and read lag
    /// (two changes within one step carry one update time), or there is no later look to wait for.
    /// </summary>
    /// <param name="readAt">The side's clock when the read began; at the earliest, where it does not tell.</param>
    /// <param name="readAbout">The same, as near as is known.</param>
    public static SettleCheck? Next(
        DateTimeOffset version, DateTimeOffset readAt, DateTimeOffset readAbout, SideTraits traits) =>
        readAt > version + traits.TimeGranularity + traits.ReadLag
            ? null
            : s_checks.FirstOrDefault(check => version + check.After > readAbout + s_dateStep);
}
