using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Doors;

public sealed class AttemptNamesTests
{
    [Fact]
    public void Next_OfOneWorker_IsNeverTheSame()
    {
        var names = new AttemptNames("worker");

        Assert.Equal(["worker/1", "worker/2"], [names.Next(), names.Next()]);
    }

    [Fact]
    public void OfThisProcess_StartedAgain_IsAnother()
    {
        var clock = new FakeTimeProvider(A.Noon);
        var first = AttemptNames.OfThisProcess(clock).Next();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.NotEqual(first, AttemptNames.OfThisProcess(clock).Next());
    }
}
