using CaseSync.Core.Cases;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Jobs;

public sealed class PollForUpdatesTests
{
    [Fact]
    public async Task Run_StoreRestoredMeanwhile_LeavesItsWatermark()
    {
        var store = OneMappingStore.With(A.Pair, A.Global with { GoogleLastPolledAt = A.Noon.AddMinutes(-1) });
        var restored = A.Global with { Epoch = 2, EpochStartedAt = A.Noon, GoogleLastPolledAt = A.Noon.AddHours(-10), Version = 7 };

        await PollAsync(store, new ScriptedSystem(Side.Google) { WhileSearching = () => store.Global = restored });

        Assert.Equal(restored.GoogleLastPolledAt, store.Global!.GoogleLastPolledAt);
    }

    [Fact]
    public async Task Run_CaseAboutWhichNothingCanBeDecided_HoldsTheWatermark()
    {
        var store = OneMappingStore.With(
            A.Lone(Side.Company), A.Global with { GoogleLastPolledAt = A.Noon.AddHours(-2), LearnedGoogleAccount = null });
        var mayBeOurs = A.GoogleCase with { Description = "CONTENT MIRRORED FROM COMPANY:\nx\nCompany Case: 78" };

        await PollAsync(store, new ScriptedSystem(Side.Google) { OwnAccount = null, Cases = [mayBeOurs] });

        Assert.Equal(mayBeOurs.UpdatedAt, store.Global!.GoogleLastPolledAt);
    }

    private static Task PollAsync(OneMappingStore store, ScriptedSystem google)
    {
        var clock = new FakeTimeProvider(A.Noon);
        var poll = new PollForUpdates(
            store, new RecordingQueue(), clock, Options.Create(new PollingOptions()), new PollerGauges(clock), NullLogger<PollForUpdates>.Instance);
        return poll.RunAsync(google, TestContext.Current.CancellationToken);
    }
}
