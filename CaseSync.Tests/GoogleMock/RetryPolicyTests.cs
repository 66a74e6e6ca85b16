using CaseSync.GoogleMock.Delivery;

namespace CaseSync.Tests.GoogleMock;

public sealed class RetryPolicyTests
{
    private static readonly DateTimeOffset s_first = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 300, 3, "10 20 40 80 160 240 300 300")] // The example of Cloud Tasks' own documentation.
    [InlineData(1, 600, 9, "1 2 4 8 16 32 64 128 256 512 600 600")]
    [InlineData(60, 3600, 6, "60 120 240 480 960 1920 3600 3600")]
    [InlineData(5, 20, 2, "5 10 20 20")]
    [InlineData(7, 100, 0, "7 14 21 28")]
    [InlineData(30, 30, 16, "30 30 30")]
    public void Interval_ForEachRetry_DoublesThenGrowsThenStays(int min, int max, int doublings, string intervals)
    {
        var policy = Policy(-1, 0, min, max, doublings);
        var expected = intervals.Split(' ').Select(double.Parse).ToList();
        Assert.Equal(
            expected, Enumerable.Range(1, expected.Count).Select(retry => policy.Interval(retry).TotalSeconds));
    }

    [Fact]
    public void Interval_AfterAMonthOfRetries_IsStillTheMaximum() =>
        Assert.Equal(TimeSpan.FromSeconds(600), Policy(-1, 0, 1, 600, 9).Interval(1_000_000));

    [Theory]
    [InlineData(4, 0, 5, 20, 2, "0 5 15 35")] // The polls.
    [InlineData(4, 0, 30, 120, 2, "0 30 90 210")] // The outage check.
    [InlineData(1, 0, 5, 20, 2, "0")]
    [InlineData(-1, 60, 5, 20, 2, "0 5 15 35 55")]
    [InlineData(-1, 55, 5, 20, 2, "0 5 15 35 55")]
    [InlineData(-1, 54, 5, 20, 2, "0 5 15 35")]
    [InlineData(4, 60, 5, 20, 2, "0 5 15 35 55")] // Both limits must be reached.
    [InlineData(4, 20, 5, 20, 2, "0 5 15 35")]
    public void Attempts_UntilSpent_AreMadeAt(
        int attempts, int duration, int min, int max, int doublings, string times) =>
        Assert.Equal(times, string.Join(' ', AttemptTimes(Policy(attempts, duration, min, max, doublings)).Take(50)));

    [Fact]
    public void Attempts_OfTheCleanUp_GoOnForADay()
    {
        foreach (var attempts in (int[])[-1, 6])
        {
            var times = AttemptTimes(Policy(attempts, 86_400, 60, 3600, 6)).ToList();
            Assert.Equal([0, 60, 180, 420, 900, 1860, 3780, 7380], times.Take(8));
            Assert.Equal(29, times.Count);
            Assert.Equal(82_980, times[^1]);
        }
    }

    [Fact]
    public void Attempts_OfASync_NeverEnd()
    {
        var day = AttemptTimes(Policy(-1, 0, 1, 600, 9)).TakeWhile(time => time < 86_400).ToList();
        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 1623], day.Take(12));
        Assert.Equal(153, day.Count);
    }

    private static RetryPolicy Policy(int attempts, int duration, int min, int max, int doublings) =>
        new(attempts, TimeSpan.FromSeconds(duration), TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max), doublings);

    /// <summary>In seconds after the first, if every attempt fails at once.</summary>
    private static IEnumerable<double> AttemptTimes(RetryPolicy policy)
    {
        DateTimeOffset? next = s_first;
        for (var attempts = 1; next is { } now; attempts++)
        {
            yield return (now - s_first).TotalSeconds;
            next = policy.NextAttemptAt(attempts, s_first, now);
        }
    }
}
