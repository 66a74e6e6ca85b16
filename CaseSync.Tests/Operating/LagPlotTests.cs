using CaseSync.Poller.Console;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Operating;

public sealed class LagPlotTests
{
    [Fact]
    public void Path_OfADay_BeginsADayAgoOnTheLeftAndEndsNowOnTheRight()
    {
        var plot = Plot((-24, 0), (-12, 30), (0, 60));

        Assert.Equal("M0 100h1M500 50h1M1000 0h1", plot.Google);
        Assert.Equal(60, plot.Top);
    }

    [Fact]
    public void Path_WithAMissingSample_ShowsAGap()
    {
        var plot = LagPlot.Of([Row(-0.5, 0), Row(-0.5 + (5 / 60d), 0), Row(-0.1, 0)], A.Noon);

        Assert.Equal("M979.2 100h1L982.6 100M995.8 100h1", plot.Google);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(61, 120)]
    [InlineData(3_601, 7_200)]
    [InlineData(9_999_999, 2_592_000)]
    public void Top_OfAnyLag_IsARoundNumberAboveIt(double seconds, double top) =>
        Assert.Equal(top, Plot((-1, seconds)).Top);

    [Fact]
    public void Late_OnlyWhereSomethingWas_IsMarked() =>
        Assert.Equal(
            ["750"], LagPlot.Of([Row(-12, 0), Row(-6, 0) with { Late = 2 }], A.Noon).Late.Select(mark => mark.X));

    private static LagPlot Plot(params (double Hours, double Seconds)[] samples) =>
        LagPlot.Of([.. samples.Select(sample => Row(sample.Hours, sample.Seconds))], A.Noon);

    private static LagRow Row(double hours, double seconds) => new(A.Noon.AddHours(hours), seconds, 0, 0);
}
