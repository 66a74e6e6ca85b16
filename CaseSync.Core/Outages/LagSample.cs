namespace CaseSync.Core.Outages;

/// <summary>
/// How far each side was behind when DetectOutages looked. A day of them is kept: the next day's take their places.
/// </summary>
/// <param name="GoogleLag">Age of the oldest change of that side that was not carried over, or of its last poll if that
/// is older.</param>
/// <param name="Late">How many sides of cases were late.</param>
public sealed record LagSample(DateTimeOffset At, TimeSpan GoogleLag, TimeSpan CompanyLag, int Late)
{
    /// <summary>As DetectOutages is scheduled.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public static readonly int SlotCount = (int)(TimeSpan.FromDays(1) / Every);

    /// <summary>Its place in the day: 0 to <see cref="SlotCount"/> less 1.</summary>
    public int Slot => (int)(At.UtcDateTime.TimeOfDay / Every);
}
