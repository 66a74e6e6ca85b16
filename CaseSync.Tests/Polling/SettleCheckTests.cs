using CaseSync.Core.Cases;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class SettleCheckTests
{
    // Seconds after the version at which the read began, with a granularity of 60 s and a read lag of 30 min: never settled by itself.
    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(119, 2)]
    [InlineData(120, 3)]
    [InlineData(1799, 3)]
    public void Next_Unsettled_IsTheNextLookThatIsStillToCome(int readAfterSeconds, int number)
    {
        var after = new[] { TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30) };

        Assert.Equal(new SettleCheck(number, after[number - 1]), Next(readAfterSeconds, granularitySeconds: 60, lagMinutes: 30));
    }

    [Fact]
    public void Next_AfterTheLastLook_IsNone() => Assert.Null(Next(1800, granularitySeconds: 60, lagMinutes: 30));

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 0, 2, null)]
    [InlineData(60, 0, 60, 2)]
    [InlineData(60, 0, 61, null)]
    [InlineData(1, 1, 61, 2)]
    [InlineData(1, 1, 62, null)]
    public void Next_ReadLaterThanGranularityAndLag_IsSettled(int granularitySeconds, int lagMinutes, int readAfterSeconds, int? number) =>
        Assert.Equal(number, Next(readAfterSeconds, granularitySeconds, lagMinutes)?.Number);

    private static SettleCheck? Next(int readAfterSeconds, int granularitySeconds, int lagMinutes) => SettleCheck.Next(
        A.Noon, A.Noon.AddSeconds(readAfterSeconds), A.Traits(Side.Google) with
        {
            TimeGranularity = TimeSpan.FromSeconds(granularitySeconds),
            ReadLag = TimeSpan.FromMinutes(lagMinutes),
        });
}
