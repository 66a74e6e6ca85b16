using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Polling;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <param name="Seen">Cases that the search returned.</param>
/// <param name="Waiting">Cases whose change could not be stored or queued; the next poll tries again.</param>
/// <param name="UndecidedAt">The oldest version about which nothing could be decided yet.</param>
public sealed record PollReport(int Seen, int New, int Queued, int Waiting, DateTimeOffset? UndecidedAt = null);

/// <summary>
/// What both polls do: search, store what changed as waiting, make tasks, store them as made, and only then move the
/// watermark.
/// </summary>
internal sealed class PollForUpdates(
    ICaseMappingStore store, ITaskQueue queue, TimeProvider clock, IOptions<PollingOptions> options,
    PollerGauges gauges,
    ILogger<PollForUpdates> log)
{
    private const int AtOnceMax = 8;
    private const int AttemptsMax = 5;
    private const int UnqueuedMax = 200;

    public async Task<PollReport> RunAsync(ICaseSystem system, CancellationToken cancel)
    {
        var side = system.Traits.Side;
        var startedAt = clock.GetTimestamp();
        var pollStartedAt = clock.GetUtcNow();
        var global = await InstallAsync(pollStartedAt, cancel);
        // A poll that fails, and a Poller none of whose polls succeeds, tell how old the watermark is all the same.
        gauges.Polled(side, global.LastPolledAt(side) ?? global.InstalledAt);
        var account = await system.FindOwnAccountAsync(cancel)
            ?? (side == Side.Google ? global.LearnedGoogleAccount : null);
        var since = PollWindow.Start(global.LastPolledAt(side), options.Value.WindowOf(side), system.Traits);
        await QueueUnqueuedAsync(side, cancel);

        var report = new PollReport(0, 0, 0, 0);
        var (isFirst, serverTime) = (true, (DateTimeOffset?)null);
        await foreach (var page in system.SearchUpdatedAsync(since, cancel))
        {
            serverTime = isFirst ? page.ServerTime : serverTime;
            isFirst = false;
            report = await HandleAsync(page.Cases, new Polled(side, global, account), report, cancel);
        }

        var watermark = PollWindow.Next(global.LastPolledAt(side), serverTime, pollStartedAt, report.UndecidedAt);
        await store.UpdateGlobalAsync(
            // A store that was wiped or restored meanwhile begins anew: what this poll saw is not in it.
            now => now.Epoch == global.Epoch
                ? now.WithPolled(side, PollWindow.Next(now.LastPolledAt(side), watermark, watermark), pollStartedAt)
                : now,
            cancel);
        gauges.Polled(side, watermark);
        CaseSyncTelemetry.PollDuration.Record(
            clock.GetElapsedTime(startedAt).TotalSeconds,
            new KeyValuePair<string, object?>(CaseSyncTelemetry.Tags.Side, side.ToString().ToLowerInvariant()));
        log.Polled(side, since, report.Seen, report.New, report.Queued, report.Waiting);
        return report;
    }

    /// <summary>
    /// Handles one case of the CRM as a search that returns it would, which is: only with its flag set. Moves no
    /// watermark. Before the first poll of an empty store nothing is done.
    /// </summary>
    public async Task<PollReport> RunAsync(ICrm crm, CompanyCaseId id, CancellationToken cancel)
    {
        var report = new PollReport(0, 0, 0, 0);
        return await store.FindGlobalAsync(cancel) is { } global
            && (await crm.FindCaseAsync(id, cancel)).Case is { IsSyncRequested: true } seen
                ? await HandleAsync(
                    [seen], new Polled(Side.Company, global, await crm.FindOwnAccountAsync(cancel)), report, cancel)
                : report;
    }

    /// <summary>
    /// The first poll on an empty store writes down when that was: nothing is created before the search lag has passed.
    /// </summary>
    private async Task<GlobalState> InstallAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is { } global)
        {
            return global;
        }

        // What was written last settles by the store's clock, as leases run by it.
        var storeTime = (await store.ListAsync(new MappingQuery.Unqueued(), null, pageSize: 1, cancel)).StoreTime;
        log.Installed(now);
        var installed = new GlobalState { InstalledAt = now, Epoch = now.UtcTicks, EpochStartedAt = storeTime };
        // The other poll may have been first.
        await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutGlobal(installed)), cancel);
        return await store.FindGlobalAsync(cancel) ?? installed;
    }

    private async Task QueueUnqueuedAsync(Side side, CancellationToken cancel)
    {
        var page = await store.ListAsync(new MappingQuery.Unqueued(), null, UnqueuedMax, cancel);
        foreach (var mapping in page.Mappings.Where(
            mapping => mapping.On(side).IsUnqueued && mapping.RefOn(side) is not null))
        {
            var id = mapping.RefOn(side)!;
            var minute = new DateTimeOffset(
                page.StoreTime.UtcTicks - (page.StoreTime.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            try
            {
                await queue.EnqueueAsync(
                    new SyncTask(
                        id, SyncTaskName.OfOccasion(id, "unqueued", minute), NotBefore: null,
                        mapping.On(side).TraceParent), cancel);
            }
            catch (RemoteCallException error) when (error.System == "tasks")
            {
                log.Waiting(id.Value, error.Message);
                return; // A queue that is down keeps no poll from storing what changed.
            }

            await store.UpdateMappingAsync(
                IdentityKey.Of(id), now => DirtyMark.Queued(now, side, mapping.On(side).SeenVersion), cancel);
        }
    }

    private async Task<PollReport> HandleAsync(
        IReadOnlyList<SupportCase> cases, Polled polled, PollReport report, CancellationToken cancel)
    {
        var stored = await LookUpAsync(cases, cancel);
        foreach (var some in cases.Chunk(AtOnceMax))
        {
            var outcomes = await Task.WhenAll(some.Select(seen => HandleOneAsync(seen, polled, stored, cancel)));
            foreach (var (seen, outcome) in some.Zip(outcomes))
            {
                // Of a case without an update time everything must be found again.
                var version = seen.UpdatedAt ?? DateTimeOffset.UnixEpoch;
                var isOldestUndecided = outcome is Handled.Undecided or Handled.NotStored
                    && !(report.UndecidedAt <= version);
                report = report with
                {
                    Seen = report.Seen + 1,
                    New = report.New + (outcome is Handled.New ? 1 : 0),
                    Queued = report.Queued + (outcome is Handled.New or Handled.Queued ? 1 : 0),
                    Waiting = report.Waiting + (outcome is Handled.Waiting or Handled.NotStored ? 1 : 0),
                    UndecidedAt = isOldestUndecided ? version : report.UndecidedAt,
                };
            }
        }

        return report;
    }

    private async Task<MappingLookup> LookUpAsync(IReadOnlyList<SupportCase> cases, CancellationToken cancel)
    {
        var keys = PollPlanner.KeysOf(cases);
        var stored = await store.FindAsync(keys, cancel);
        var further = PollPlanner.FurtherKeysOf(stored);
        return further.Count == 0 ? stored : await store.FindAsync([.. keys.Union(further)], cancel);
    }

    private async Task<Handled> HandleOneAsync(
        SupportCase seen, Polled polled, MappingLookup stored, CancellationToken cancel)
    {
        using var span = CaseSyncTelemetry.Activities.StartActivity("casesync.change", ActivityKind.Producer);
        span.SetMessaging("create")?
            .SetTag(CaseSyncTelemetry.Tags.Side, polled.Side.ToString())
            .SetTag(CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.DirectionOf(polled.Side));
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var context = new PollContext(
                polled.Side, polled.Global, stored, polled.OwnAccount, clock.GetUtcNow(),
                span?.Id ?? Activity.Current?.Id);
            var step = PollPlanner.Plan(seen, context);
            if (step is not PollStep.Queue queued)
            {
                log.Skipped(seen.Ref.Value, (step as PollStep.Skip)?.Reason ?? ((PollStep.Undecided)step).Reason);
                Drop(span);
                return step is PollStep.Undecided ? Handled.Undecided : Handled.Skipped;
            }

            span.SetCase(queued.Mapping);
            if (await store.TryCommitAsync(queued.MarkDirty, cancel))
            {
                var outcome = await QueueAsync(queued, polled, context.TraceParent, cancel);
                span?.SetTag(CaseSyncTelemetry.Tags.Outcome, outcome.ToString());
                return outcome;
            }

            stored = await LookUpAsync([seen], cancel); // Somebody changed the mapping meanwhile: decide anew.
        }

        const string Reason = "the store's commits lost against other writers";
        log.Waiting(seen.Ref.Value, Reason);
        span?.SetTag(CaseSyncTelemetry.Tags.Outcome, nameof(Handled.NotStored))
            .SetTag(CaseSyncTelemetry.Tags.Reason, Reason);
        return Handled.NotStored; // Nothing says that it waits, but the watermark.
    }

    // The task is of the trace that saw this very change; its sync is of the one that saw the first of those that wait,
    // and links both.
    private async Task<Handled> QueueAsync(
        PollStep.Queue queued, Polled polled, string? traceParent, CancellationToken cancel)
    {
        var (id, side) = (queued.Seen.Ref, polled.Side);
        var name = SyncTaskName.OfVersion(id, polled.Global.Epoch, queued.Mapping.CreatedAt, queued.Version);
        try
        {
            await queue.EnqueueAsync(new SyncTask(id, name, NotBefore: null, traceParent), cancel);
            await store.UpdateMappingAsync(
                IdentityKey.Of(id), now => DirtyMark.Queued(now, side, queued.Version), cancel);
            return queued.IsNew ? Handled.New : Handled.Queued;
        }
        catch (RemoteCallException error) when (error.System == "tasks")
        {
            // It is stored as waiting; the next poll makes its task. The watermark need not wait for it.
            log.Waiting(id.Value, error.Message);
            Activity.Current?.SetTag(CaseSyncTelemetry.Tags.Reason, error.Outline);
            return Handled.Waiting;
        }
    }

    // A case that is only passed over is no change: its span would hide the real ones.
    private static void Drop(Activity? span) => span?.ActivityTraceFlags = ActivityTraceFlags.None;

    private enum Handled
    {
        Skipped,
        Undecided,
        NotStored,
        Queued,
        New,
        Waiting,
    }

    private sealed record Polled(Side Side, GlobalState Global, string? OwnAccount);
}
