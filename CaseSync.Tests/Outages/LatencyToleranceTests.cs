using CaseSync.Core.Cases;
using CaseSync.Core.Outages;

namespace CaseSync.Tests.Outages;

public sealed class LatencyToleranceTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    // The Guide's table: fresh, default, stale.
    public static TheoryData<Priority?, int, int, int> Table => new()
    {
        { Priority.P0, 10, 10, 15 },
        { Priority.P1, 10, 15, 60 },
        { Priority.P2, 10, 20, 120 },
        { Priority.P3, 10, 20, 240 },
        { Priority.P4, 10, 30, 240 },
        { null, 10, 20, 120 },
    };

    [Theory, MemberData(nameof(Table))]
    public void Tolerance_OfEachCell_IsTheGuides(Priority? priority, int fresh, int middle, int stale)
    {
        int Minutes(TimeSpan age) => (int)LatencyTolerance.For(priority, age, scale: 1).TotalMinutes;

        Assert.Equal(fresh, Minutes(TimeSpan.Zero));
        Assert.Equal(fresh, Minutes(s_hour - TimeSpan.FromTicks(1)));
        Assert.Equal(middle, Minutes(s_hour));
        Assert.Equal(middle, Minutes(s_day));
        Assert.Equal(stale, Minutes(s_day + TimeSpan.FromTicks(1)));
        Assert.Equal(stale, Minutes(TimeSpan.FromDays(400)));
    }

    [Fact]
    public void Tolerance_OfContentFromAClockAhead_IsFresh() =>
        Assert.Equal(TimeSpan.FromMinutes(10), LatencyTolerance.For(Priority.P4, TimeSpan.FromMinutes(-5), scale: 1));

    [Fact]
    public void Tolerance_Scaled_IsMultiplied() =>
        Assert.Equal(TimeSpan.FromMinutes(24), LatencyTolerance.For(Priority.P3, TimeSpan.FromDays(2), scale: 0.1));

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void Least_IsTheSmallestCellOfTheTable(double scale)
    {
        var cells = from priority in Enum.GetValues<Priority>()
                    from age in new[] { TimeSpan.Zero, s_hour, 2 * s_day }
                    select LatencyTolerance.For(priority, age, scale);

        Assert.Equal(cells.Min(), LatencyTolerance.Least(scale));
    }
}
