using CaseSync.Poller.Console;
using CaseSync.Poller.Operating;

namespace CaseSync.Tests.Operating;

public sealed class RetryWordsTests
{
    [Fact]
    public void Of_ManyAnswers_CountsEachForWhatItIs() => Assert.Equal(
        "2 items queued. 1 item not: a sync is at work there; try again in a minute. 1 item copied meanwhile. "
        + "3 items not refused any more.",
        RetryWords.Of(
        [
            RetryAnswer.Queued, RetryAnswer.Busy, RetryAnswer.Unknown, RetryAnswer.Queued, RetryAnswer.Copied,
            RetryAnswer.Unknown, RetryAnswer.Unknown,
        ]));

    [Fact]
    public void Of_AllQueued_SaysNoMore() => Assert.Equal("1 item queued.", RetryWords.Of([RetryAnswer.Queued]));
}
