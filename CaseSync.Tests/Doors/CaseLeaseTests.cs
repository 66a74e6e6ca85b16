using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Doors;

public sealed class CaseLeaseTests
{
    private static readonly IdentityKey s_key = IdentityKey.Of(A.GoogleName);
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_needed = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly OneMappingStore _store = OneMappingStore.With(A.Pair);

    [Fact]
    public async Task TryTake_OfTheVersionThatWasRead_StoresTheLeaseWithTheOtherWrites()
    {
        var intent = new StoreWrite.PutItem(A.Pair.Id, A.CommentItem(Side.Google, "3", ItemState.Intent));

        var lease = await TakeAsync([intent]);

        Assert.Equal("me", lease?.Owner);
        Assert.Equal(new Lease("me", A.Noon + s_duration), _store.Mapping?.Lease);
        Assert.Equal(intent, Assert.Single(_store.Commits).Writes[1]);
    }

    [Fact]
    public async Task TryTake_OfAMappingThatSomebodyChanged_LosesTheRace()
    {
        _store.Rival = mapping => mapping;

        Assert.Null(await TakeAsync());
        Assert.Null(_store.Mapping?.Lease);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(-30, -30)]
    [InlineData(-50, -40)]
    public async Task TryTake_AfterAHolderThatDied_RemembersUntilWhenThatMayHaveSent(
        int? diedAtSeconds, int? sentUntilSeconds)
    {
        var died = A.Pair with
        {
            Lease = diedAtSeconds is { } seconds ? new Lease("dead", A.Noon.AddSeconds(seconds)) : null,
            SentUntil = diedAtSeconds is null ? null : A.Noon.AddSeconds(-40),
        };

        await CaseLease.TryTakeAsync(
            _store, _clock, s_key, died, [], "me", s_duration, A.Noon, _clock.GetTimestamp(),
            TestContext.Current.CancellationToken);

        Assert.Equal(sentUntilSeconds is { } until ? A.Noon.AddSeconds(until) : null, _store.Mapping?.SentUntil);
    }

    [Fact]
    public async Task TimeLeft_CountsFromBeforeTheRead()
    {
        var readStartedAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(5)); // The read and the commit were slow.

        var lease = await TakeAsync(readStartedAt: readStartedAt);

        Assert.Equal(TimeSpan.FromSeconds(55), lease!.TimeLeft);
    }

    [Fact]
    public async Task Ensure_EnoughLeft_DoesNotAskTheStore()
    {
        var lease = await TakeAsync();
        _clock.Advance(s_duration - s_needed);

        await lease!.EnsureAsync(s_needed, TestContext.Current.CancellationToken);

        Assert.Single(_store.Commits);
    }

    [Fact]
    public async Task Ensure_TooLittleLeft_RenewsByTheStoresClock()
    {
        var lease = await TakeAsync();
        _clock.Advance(s_duration - s_needed + TimeSpan.FromTicks(1));
        _store.Time = A.Noon.AddSeconds(41);

        await lease!.EnsureAsync(s_needed, TestContext.Current.CancellationToken);

        Assert.Equal(new Lease("me", A.Noon.AddSeconds(101)), _store.Mapping?.Lease);
        Assert.Equal(s_duration, lease.TimeLeft);
    }

    [Fact]
    public async Task Ensure_LeaseThatIsAnothersByNow_Throws()
    {
        var lease = await TakeAsync();
        _clock.Advance(s_duration);
        await _store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutMapping(_store.Mapping! with { Lease = new Lease("another", A.Noon.AddHours(1)) })),
            TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RemoteCallException>(
            () => lease!.EnsureAsync(s_needed, TestContext.Current.CancellationToken));

        Assert.Equal(("store", RemoteFailure.Conflict), (error.System, error.Failure));
        Assert.Equal("another", _store.Mapping?.Lease?.Owner);
    }

    [Fact]
    public async Task Ensure_PollThatMarksTheMappingMeanwhile_IsRenewedAllTheSame()
    {
        var lease = await TakeAsync();
        _clock.Advance(s_duration);
        _store.Rival = mapping =>
        {
            _store.Rival = null;
            return mapping with { LateSince = A.Noon };
        };

        await lease!.EnsureAsync(s_needed, TestContext.Current.CancellationToken);

        Assert.Equal((s_duration, A.Noon), (lease.TimeLeft, _store.Mapping?.LateSince));
    }

    [Fact]
    public async Task Ensure_EveryRaceLost_Throws()
    {
        var lease = await TakeAsync();
        _clock.Advance(s_duration);
        _store.Rival = mapping => mapping;

        await Assert.ThrowsAsync<RemoteCallException>(
            () => lease!.EnsureAsync(s_needed, TestContext.Current.CancellationToken));
    }

    private Task<CaseLease?> TakeAsync(IEnumerable<StoreWrite>? writes = null, long? readStartedAt = null) =>
        CaseLease.TryTakeAsync(
        _store, _clock, s_key, A.Pair, writes ?? [], "me", s_duration, _store.Time,
        readStartedAt ?? _clock.GetTimestamp(),
        TestContext.Current.CancellationToken);
}
