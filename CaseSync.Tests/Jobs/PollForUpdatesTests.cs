using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using CaseSync.Tests.Operating;
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
        var restored = A.Global
            with
        { Epoch = 2, EpochStartedAt = A.Noon, GoogleLastPolledAt = A.Noon.AddHours(-10), Version = 7 };

        await PollAsync(store, new ScriptedSystem(Side.Google) { WhileSearching = () => store.Global = restored });

        Assert.Equal(restored.GoogleLastPolledAt, store.Global!.GoogleLastPolledAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_CaseAboutWhichNothingCanBeDecided_HoldsTheWatermark(bool tellsWhen)
    {
        var before = A.Noon.AddHours(-2);
        var store = OneMappingStore.With(
            A.Lone(Side.Company),
            A.Global with { GoogleLastPolledAt = before, LearnedGoogleAccount = null });
        var mayBeOurs = A.GoogleCase with
        {
            Description = "CONTENT MIRRORED FROM COMPANY:\nx\nCompany Case: 78",
            UpdatedAt = tellsWhen ? A.GoogleCase.UpdatedAt : null,
        };

        await PollAsync(store, new ScriptedSystem(Side.Google) { OwnAccount = null, Cases = [mayBeOurs] });

        Assert.Equal(mayBeOurs.UpdatedAt ?? before, store.Global!.GoogleLastPolledAt);
    }

    [Theory]
    [InlineData(1_234_567)] // Seconds that no other test has.
    [InlineData(null)]
    public async Task Run_SideIsDown_TellsHowOldItsStoredWatermarkIs(int? age)
    {
        using var measurements = Measurements.Start();
        var store = OneMappingStore.With(A.Pair, A.Global with
        {
            InstalledAt = A.Noon.AddSeconds(-7_654_321),
            GoogleLastPolledAt = age is { } seconds ? A.Noon.AddSeconds(-seconds) : null,
        });
        var down = new ScriptedSystem(Side.Google)
        {
            WhileSearching = () => throw ScriptedSystem.Answers(503, RemoteFailure.Unavailable),
        };

        await Assert.ThrowsAsync<RemoteCallException>(() => PollAsync(store, down));

        const string Gauge = "casesync.poll.watermark_age";
        Assert.Contains(new Measurement(Gauge, age ?? 7_654_321, "google"), measurements.Read(Gauge));
    }

    private static Task PollAsync(OneMappingStore store, ScriptedSystem google)
    {
        var clock = new FakeTimeProvider(A.Noon);
        var poll = new PollForUpdates(
            store, new RecordingQueue(), clock, Options.Create(new PollingOptions()), new PollerGauges(clock),
            NullLogger<PollForUpdates>.Instance);
        return poll.RunAsync(google, TestContext.Current.CancellationToken);
    }
}
