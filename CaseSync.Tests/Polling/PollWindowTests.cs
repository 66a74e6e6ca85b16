using CaseSync.Core.Cases;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class PollWindowTests
{
    [Theory]
    [InlineData(30, 0, 30)]
    [InlineData(30, 28, 30)]
    [InlineData(30, 29, 31)]
    [InlineData(30, 60, 62)]
    [InlineData(5, 3, 5)]
    [InlineData(5, 4, 6)]
    [InlineData(1, 0, 2)]
    public void Overlap_IsTheSettingButAtLeastTheSearchLagAndTwoMinutes(int setting, int searchLag, int minutes)
    {
        var traits = A.Traits(Side.Google) with { SearchLag = TimeSpan.FromMinutes(searchLag) };

        Assert.Equal(TimeSpan.FromMinutes(minutes), PollWindow.Overlap(TimeSpan.FromMinutes(setting), traits));
        Assert.Equal(A.Noon.AddMinutes(-minutes), PollWindow.Start(A.Noon, TimeSpan.FromMinutes(setting), traits));
    }

    [Fact]
    public void Start_BeforeTheFirstPoll_IsEverything() =>
        Assert.Null(PollWindow.Start(null, TimeSpan.FromMinutes(30), A.Traits(Side.Google)));

    [Fact]
    public void Next_IsTheFirstPagesServerTime() =>
        Assert.Equal(A.Noon.AddHours(-2), PollWindow.Next(null, A.Noon.AddHours(-2), pollStartedAt: A.Noon));

    [Fact]
    public void Next_WithoutServerTime_IsThePollsStartLessFifteenMinutes() =>
        Assert.Equal(A.Noon.AddMinutes(-15), PollWindow.Next(null, null, pollStartedAt: A.Noon));

    [Fact]
    public void Next_NeverGoesBack()
    {
        Assert.Equal(A.Noon, PollWindow.Next(A.Noon, A.Noon.AddMinutes(-1), pollStartedAt: A.Noon.AddHours(1)));
        Assert.Equal(A.Noon, PollWindow.Next(A.Noon, null, pollStartedAt: A.Noon.AddMinutes(14)));
        Assert.Equal(A.Noon.AddMinutes(1), PollWindow.Next(A.Noon, A.Noon.AddMinutes(1), pollStartedAt: A.Noon));
    }

    [Theory]
    [InlineData(null, -60, -60)]
    [InlineData(-90, -60, -60)]
    [InlineData(-30, -60, -30)]
    [InlineData(-30, 5, 0)]
    public void Next_SomethingUndecided_GoesNoFurther(int? watermark, int undecided, int next) => Assert.Equal(
        A.Noon.AddMinutes(next),
        PollWindow.Next(
            watermark is { } minutes ? A.Noon.AddMinutes(minutes) : null, A.Noon, A.Noon,
            A.Noon.AddMinutes(undecided)));
}
