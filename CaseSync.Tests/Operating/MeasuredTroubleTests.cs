using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.RemoteCalls;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using CaseSync.Tests.Outages;
using CaseSync.Tests.RemoteCalls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Operating;

/// <summary>What is 0 while all is well, when it is not.</summary>
public sealed class MeasuredTroubleTests : IDisposable
{
    private readonly Measurements _measurements = Measurements.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CasesThatAreLateWaitAndFail_AreCounted()
    {
        const int OldestSeconds = 1_357_911; // As no other test has it; nor has one as many cases.
        await using var world = await OutageWorld.CreateAsync(pairs: 211);
        for (var number = 0; number < 13; number++)
        {
            var error = number < 7 ? "It failed." : null;
            var since = A.Noon.AddHours(2).AddSeconds(-OldestSeconds);
            await world.ChangeAsync(number, mapping => mapping.With(
                Side.Google, side => side with { DirtySince = since, LastError = error }));
        }

        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.DetectAsync();

        Assert.Contains((43, "company P0"), Read("casesync.outage.active"));
        Assert.Contains((13, "google"), Read("casesync.sync.waiting"));
        Assert.Contains((7, "google"), Read("casesync.lane.blocked"));
        Assert.Contains((OldestSeconds, "google"), Read("casesync.sync.oldest_unsynced"));
    }

    [Fact]
    public async Task CallTurnedAwayForTheQuota_IsCounted()
    {
        var google = new ScriptedSystem(
            ScriptedSystem.GoogleError(HttpStatusCode.TooManyRequests, "RESOURCE_EXHAUSTED"));
        var write = RemoteRequest.Post("things.create", "things");

        await Assert.ThrowsAsync<RemoteCallException>(() => google.RunAsync(google.Api().SendAsync(write, Cancel)));

        Assert.Contains((1, "google things.create"), Of("casesync.quota.throttled"));
        Assert.Contains((1, "google things.create throttled"), Of("casesync.api.requests"));
    }

    [Fact]
    public async Task WriteRepeatedThatMayHaveTakenEffect_IsCounted()
    {
        var clock = new FakeTimeProvider(A.Noon);
        var executor = new SyncPlanExecutor(
            new Jobs.ScriptedSystem(Side.Google), new Jobs.ScriptedSystem(Side.Company), new ServedSides(), clock,
            Options.Create(new SyncOptions()), NullLogger<SyncPlanExecutor>.Instance);
        var lease = await CaseLease.TryTakeAsync(
            OneMappingStore.With(A.Pair), clock, IdentityKey.Of(A.GoogleName), A.Pair, [], "s/1",
            TimeSpan.FromMinutes(1),
            A.Noon, clock.GetTimestamp(), Cancel);
        var sent = A.Item(new ItemKey(Side.Google, ItemKind.Comment, "3"), ItemState.Intent);
        var plan = new SyncPlan
        {
            Steps = [new SyncStep(new SyncAction.AddComment("It is on fire."), sent, RepeatsUnknown: true)],
        };

        await executor.RunAsync(A.Quiet(Side.Google), plan, lease!, clock.GetTimestamp(), Cancel);

        Assert.Equal([(1, "")], Of("casesync.ambiguous_writes"));
    }

    public void Dispose() => _measurements.Dispose();

    private IEnumerable<(double Value, string Tags)> Of(string name) =>
        _measurements.Of(name).Select(measured => (measured.Value, measured.Tags));

    private IEnumerable<(double Value, string Tags)> Read(string gauge) =>
        _measurements.Read(gauge).Select(measured => (measured.Value, measured.Tags));
}
