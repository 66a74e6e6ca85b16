using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using CaseSync.Tests.Jobs;
using CaseSync.Tests.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Operating;

/// <summary>What a sync that is confirmed adds to the metrics.</summary>
public sealed class SyncMetricsTests : IDisposable
{
    private const string Direction = "google_to_company";

    private static readonly ItemKey s_comment = new(Side.Google, ItemKind.Comment, "3");
    private static readonly MirroredItem s_intent =
        A.Item(s_comment, ItemState.Intent) with { SourceCreatedAt = A.Noon.AddSeconds(-400) };

    private static readonly MirroredItem s_copied =
        s_intent with { State = ItemState.Done, TargetId = "9", FinishedAt = A.Noon };

    private readonly Measurements _measurements = Measurements.Start();

    [Fact]
    public async Task CopyFoundOfAWriteThatGotNoAnswer_IsCountedAndTimed()
    {
        await ConfirmAsync(A.Quiet(Side.Google).With(s_intent), new SyncPlan { Settled = [s_copied] });

        Assert.Equal([(1, $"{Direction} comment")], Measured("casesync.items.mirrored"));
        Assert.Equal([(400, $"{Direction} comment")], Measured("casesync.propagation.duration"));
    }

    [Fact]
    public async Task CopyJustWritten_IsCountedAndTimed()
    {
        var step = new SyncStep(new SyncAction.AddComment("It is on fire."), s_intent);

        await ConfirmAsync(
            A.Quiet(Side.Google), new SyncPlan { Steps = [step] }, new StepResult.Done(step, A.Noon, "9"));

        Assert.Equal([(1, $"{Direction} comment")], Measured("casesync.items.mirrored"));
        Assert.Equal([(400, $"{Direction} comment")], Measured("casesync.propagation.duration"));
    }

    [Fact]
    public async Task CopyThatAForgetfulStoreFindsAgain_IsNot()
    {
        await ConfirmAsync(A.Quiet(Side.Google), new SyncPlan { Settled = [s_copied] });

        Assert.Empty(Measured("casesync.items.mirrored"));
        Assert.Empty(Measured("casesync.propagation.duration"));
    }

    [Fact]
    public async Task ConfirmationThatIsNotStored_IsNot()
    {
        var store = OneMappingStore.With(A.Pair with { Syncs = 1 }); // Another sync was there.

        await ConfirmAsync(A.Quiet(Side.Google).With(s_intent), new SyncPlan { Settled = [s_copied] }, store);

        Assert.Empty(Measured("casesync.items.mirrored"));
    }

    [Fact]
    public async Task Refusals_OfWhatIsCopiedAndOfAPriority_AreCountedByKind()
    {
        var comment = new SyncStep(new SyncAction.AddComment("It is on fire."), s_intent);
        var priority = new SyncStep(new SyncAction.SetPriority(Priority.P1));

        await ConfirmAsync(
            A.Quiet(Side.Google), new SyncPlan { Steps = [priority, comment] },
            new StepResult.Refused(priority, A.Noon, "No."), new StepResult.Refused(comment, A.Noon, "No."));

        Assert.Equal(
            [(1, $"{Direction} comment"), (1, $"{Direction} priority")],
            Measured("casesync.items.refused").OrderBy(one => one.Tags));
    }

    [Fact]
    public async Task Counters_OfASyncerThatStarts_BeginAtZeroForEveryKind()
    {
        await using var syncer = new ServiceUnderTest<SyncerService>();
        syncer.CreateClient().Dispose();

        // The host says that it has started while it still tells others.
        await _measurements.WaitForAsync("casesync.items.refused", 10, TestContext.Current.CancellationToken);
        Assert.Equal(
            from direction in new[] { Direction, "company_to_google" }
            from kind in new[] { "case", "comment", "attachment", "notice", "priority" }
            select (0d, $"{direction} {kind}"),
            Measured("casesync.items.refused"));
        Assert.Equal([(0, "")], Measured("casesync.ambiguous_writes"));
    }

    public void Dispose() => _measurements.Dispose();

    private static Task ConfirmAsync(CaseSnapshots seen, SyncPlan plan, params StepResult[] results) =>
        ConfirmAsync(seen, plan, OneMappingStore.With(A.Pair), results);

    private static Task ConfirmAsync(
        CaseSnapshots seen, SyncPlan plan, OneMappingStore store, params StepResult[] results)
    {
        var confirmer = new SyncConfirmer(
            store, new RecordingQueue(), new FakeTimeProvider(A.Noon), NullLogger<SyncConfirmer>.Instance);
        return confirmer.ConfirmAsync(
            IdentityKey.Of(A.GoogleName), seen, plan, new ExecutionResult(results, false, null), owner: null,
            TestContext.Current.CancellationToken);
    }

    private IEnumerable<(double Value, string Tags)> Measured(string name) =>
        _measurements.Of(name).Select(measured => (measured.Value, measured.Tags));
}
