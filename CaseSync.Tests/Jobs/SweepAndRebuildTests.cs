using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Jobs;

public sealed class SweepAndRebuildTests
{
    private static readonly SideProgress s_waiting = new()
    {
        DirtySince = A.Noon.AddDays(-1),
        SeenVersion = A.Noon.AddDays(-1),
        QueuedVersion = A.Noon.AddDays(-1),
    };

    [Fact]
    public async Task CleanUp_WaitingCaseThatIsGone_IsQueuedSoThatItsSyncGivesItUp()
    {
        var queue = new RecordingQueue();
        var job = new CleanUpCaseMappings(
            new ScriptedSystem(Side.Google), new ScriptedSystem(Side.Company),
            OneMappingStore.With(A.Pair with { Google = s_waiting }, A.Global),
            queue, new FakeTimeProvider(A.Noon), NullLogger<CleanUpCaseMappings>.Instance);

        await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(A.GoogleName, Assert.Single(queue.Tasks).Case);
    }

    [Fact]
    public async Task Rebuild_WhatWaits_GetsATaskAnew()
    {
        var store = OneMappingStore.With(
            A.Pair with { Google = s_waiting, Company = s_waiting with { DirtySince = null } }, A.Global);

        var report = await new RebuildStore(store).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((A.Noon.UtcTicks, A.Noon), (report.Epoch, store.Global!.EpochStartedAt));
        Assert.Equal((true, false), (store.Mapping!.Google.IsUnqueued, store.Mapping.Company.IsUnqueued));
    }
}
