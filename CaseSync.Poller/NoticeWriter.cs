using System.Diagnostics;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Outages;
using CaseSync.ServiceDefaults.Settings;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>What the notices of one mapping are written with.</summary>
/// <param name="Mapping">As read, before this run's lease.</param>
/// <param name="StoreTime">The store's clock at that read.</param>
/// <param name="Known">The ledger's entries of this lateness.</param>
internal sealed record NoticeRun(
    CaseMapping Mapping, DateTimeOffset StoreTime, GlobalState Global, CaseLease Lease,
    IReadOnlyDictionary<ItemKey, MirroredItem> Known, DownSides Down)
{
    /// <summary>Our account at Google as an answer named it; null if none did.</summary>
    public string? GoogleAccount { get; private set; }

    public void Answered(Side side, Author us)
    {
        Down.Answered(side);
        GoogleAccount ??= side == Side.Google ? us.Account : null;
    }

    public void Failed(Side side, RemoteCallException error)
    {
        if (error.System != "store" && error.IsTransient)
        {
            Down.Failed(side, error);
        }
    }
}

/// <summary>Sides that a run has found to be down; the next one tries them again.</summary>
internal sealed class DownSides
{
    private const int FailuresMax = 3;
    private readonly Dictionary<Side, int> _failures = [];

    public bool Contains(Side side) => _failures.GetValueOrDefault(side) >= FailuresMax;

    public void Answered(Side side) => _failures[side] = 0;

    // A side that does not answer at all costs the time limit each time: once is enough.
    public void Failed(Side side, RemoteCallException error) =>
        _failures[side] = error.Status is null ? FailuresMax : _failures.GetValueOrDefault(side) + 1;
}

/// <summary>Says one notice on one side, or finds it said.</summary>
internal sealed class NoticeWriter(
    ICustomerCare customerCare, ICrm crm, TimeProvider clock, IOptions<SyncOptions> options, ILogger<NoticeWriter> log)
{
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(15);

    /// <summary>Null when it must wait: an earlier attempt may still show.</summary>
    public async Task<MirroredItem?> TrySayAsync(
        NoticeRun run, OutageNotice notice, MirroredItem item, CancellationToken cancel)
    {
        if (item.State is ItemState.Done or ItemState.Refused)
        {
            return item;
        }

        if (OutageDecision.MayBeForgotten(run.Mapping, run.Global))
        {
            try
            {
                if (await FindForgottenAsync(run, notice, cancel) is { } forgotten)
                {
                    return Done(item, forgotten.Id);
                }
            }
            catch (RemoteCallException error)
            {
                return Unknown(error, run, item);
            }
        }

        if (run.Known.GetValueOrDefault(notice.Key) is { State: ItemState.Intent } sent)
        {
            var known = await FindOutAsync(run, sent, cancel);
            if (known is not { State: ItemState.Planned })
            {
                return known; // Said, or it may still show.
            }

            CaseSyncTelemetry.AmbiguousWrites.Add(1);
        }

        using var span = CaseSyncTelemetry.Activities.StartActivity("AddNotice", ActivityKind.Client)
            ?.SetTag(CaseSyncTelemetry.Tags.Item, item.Key.ToString())
            .SetTag(CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.DirectionOf(notice.On.Other()))
            .SetTag(CaseSyncTelemetry.Tags.Attempt, item.Attempts);
        try
        {
            await run.Lease.EnsureAsync(options.Value.RequestTimeout, cancel);
            var receipt = await SystemOf(notice.On).AddCommentAsync(run.Mapping.RefOn(notice.On)!, item.Text!, cancel);
            run.Answered(notice.On, receipt.Author);
            log.Said(notice.On, run.Mapping.Id, notice.IsResumption);
            span?.SetTag(CaseSyncTelemetry.Tags.Outcome, "done");
            return Done(item, receipt.Id);
        }
        catch (RemoteCallException error)
        {
            log.NotSaid(notice.On, run.Mapping.Id, error.Message);
            var after = After(error, run, notice.On, item);
            span?.SetTag(CaseSyncTelemetry.Tags.Outcome, after.State == ItemState.Refused ? "refused" : "failed")
                .SetTag(CaseSyncTelemetry.Tags.Reason, error.Outline)
                .SetStatus(ActivityStatusCode.Error, error.Outline);
            return after;
        }
    }

    /// <summary>
    /// What became of a notice that got no answer: done, or known not to be there. Null while that is not known.
    /// </summary>
    public async Task<MirroredItem?> FindOutAsync(NoticeRun run, MirroredItem lost, CancellationToken cancel)
    {
        if (lost.State != ItemState.Intent)
        {
            return lost;
        }

        try
        {
            return await FindSaidAsync(run, lost, cancel) is { } found ? Done(lost, found)
                : run.StoreTime < run.Mapping.SentBefore(lost) + options.Value.SettleTime ? null
                : lost with { State = ItemState.Planned };
        }
        catch (RemoteCallException error)
        {
            return Unknown(error, run, lost);
        }
    }

    // A look that fails says nothing of what was sent, unless there is nothing left to look at.
    private MirroredItem? Unknown(RemoteCallException error, NoticeRun run, MirroredItem item)
    {
        log.NotSaid(item.Key.Side, run.Mapping.Id, error.Message);
        run.Failed(item.Key.Side, error);
        return error.Failure == RemoteFailure.Missing ? Gone(item) : null;
    }

    private MirroredItem Gone(MirroredItem item) =>
        item with
        {
            State = ItemState.Refused,
            Reason = "The case is not there any more.",
            FinishedAt = clock.GetUtcNow()
        };

    private MirroredItem After(RemoteCallException error, NoticeRun run, Side on, MirroredItem item)
    {
        var now = clock.GetUtcNow();
        if (error.System != "store"
            && RefusalRule.FindReason(item.FailingSince, error, now, servedAt: null) is { } reason)
        {
            return item with { State = ItemState.Refused, Reason = reason, FinishedAt = now };
        }

        run.Failed(on, error);
        return error.Failure == RemoteFailure.Missing ? Gone(item)
            : item with { State = error.MayHaveTakenEffect ? ItemState.Intent : ItemState.Planned };
    }

    // What a side was told before the store was lost is not said again.
    private async Task<Comment?> FindForgottenAsync(NoticeRun run, OutageNotice notice, CancellationToken cancel)
    {
        if (await AccountAsync(run, notice.On, cancel) is not { } account)
        {
            return null;
        }

        var last = OutageDecision.FindLast(
            await ReadAsync(run, notice.On, comment => comment.Author.Is(account), cancel));
        return last is not null && OutageDecision.IsTold(last) != notice.IsResumption ? last : null;
    }

    // Only what our account said of this lateness.
    private async Task<string?> FindSaidAsync(NoticeRun run, MirroredItem item, CancellationToken cancel)
    {
        var account = await AccountAsync(run, item.Key.Side, cancel);
        // While our account is unknown exactly our words count, right after we sent them: they teach nothing, so that
        // who types them wins nothing.
        var since = (account is null ? item.AttemptedAt : run.Mapping.LateSince ?? item.AttemptedAt) - s_clocksApartMax;
        var ours = await ReadAsync(
            run, item.Key.Side, comment => account is null || comment.Author.Is(account), cancel);
        return OutageDecision.FindSaid(ours, item.Text!, since)?.Id;
    }

    private async Task<string?> AccountAsync(NoticeRun run, Side side, CancellationToken cancel) =>
        await SystemOf(side).FindOwnAccountAsync(cancel)
            ?? (side == Side.Google ? run.Global.LearnedGoogleAccount : null);

    private ValueTask<List<Comment>> ReadAsync(
        NoticeRun run, Side side, Func<Comment, bool> isOurs, CancellationToken cancel) =>
        SystemOf(side).ReadCommentsAsync(run.Mapping.RefOn(side)!, cancel).Where(isOurs).ToListAsync(cancel);

    private MirroredItem Done(MirroredItem item, string? targetId) =>
        item with { State = ItemState.Done, TargetId = targetId, FinishedAt = clock.GetUtcNow() };

    private ICaseSystem SystemOf(Side side) => side == Side.Google ? customerCare : crm;
}
