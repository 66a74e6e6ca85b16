using CaseSync.Core.Cases;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class SettleCheckTests
{
    private static readonly TimeSpan[] s_after =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30)];

    // Seconds after the version at which the read began. A look is not to come any more from 2 s before it: a Date
    // header has whole seconds.
    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(117, 2)]
    [InlineData(118, 3)]
    [InlineData(1797, 3)]
    [InlineData(1798, null)]
    [InlineData(5000, null)]
    public void Next_Unsettled_IsTheNextLookThatIsStillToCome(int readAfterSeconds, int? number) => Assert.Equal(
        number is { } look ? new SettleCheck(look, s_after[look - 1]) : null,
        Next(readAfterSeconds, readAfterSeconds, granularitySeconds: 60, lagMinutes: 120));

    [Theory]
    [InlineData(1, 0, 1, true)]
    [InlineData(1, 0, 2, false)]
    [InlineData(60, 0, 60, true)]
    [InlineData(60, 0, 61, false)]
    [InlineData(1, 1, 61, true)]
    [InlineData(1, 1, 62, false)]
    public void Next_ReadLaterThanGranularityAndLag_IsSettled(
        int granularitySeconds, int lagMinutes, int readAfterSeconds, bool isLookedAtAgain) =>
        Assert.Equal(
            isLookedAtAgain, Next(readAfterSeconds, readAfterSeconds, granularitySeconds, lagMinutes) is not null);

    [Fact]
    public void Next_SideThatDoesNotTellItsTime_IsSettledByTheEarliestAndLookedAtByTheLikeliest()
    {
        Assert.Equal(
            2, Next(readAtAfterSeconds: -840, readAboutAfterSeconds: 60, granularitySeconds: 1, lagMinutes: 0)?.Number);
        Assert.Null(Next(readAtAfterSeconds: 2, readAboutAfterSeconds: 902, granularitySeconds: 1, lagMinutes: 0));
    }

    private static SettleCheck? Next(
        int readAtAfterSeconds, int readAboutAfterSeconds, int granularitySeconds, int lagMinutes) =>
        SettleCheck.Next(
            A.Noon, A.Noon.AddSeconds(readAtAfterSeconds), A.Noon.AddSeconds(readAboutAfterSeconds),
            A.Traits(Side.Google) with
            {
                TimeGranularity = TimeSpan.FromSeconds(granularitySeconds),
                ReadLag = TimeSpan.FromMinutes(lagMinutes),
            });
}
