using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Core.Polling;

namespace CaseSync.Core.Mirroring;

/// <summary>What is stored after a sync, and whether the case must be looked at again.</summary>
/// <param name="Check">The version was not settled at the read: queue this look. Null also while one is queued
/// already.</param>
/// <param name="IsWhole">Everything of the source that was read is mirrored or refused.</param>
public sealed partial record SyncConfirmation(
    CaseMapping Mapping, IReadOnlyList<MirroredItem> Items, SettleCheck? Check, bool IsWhole)
{
    /// <summary>
    /// Applies what happened to the mapping as it is now: a poll may have marked it since it was read.
    /// </summary>
    /// <param name="storeTime">The store's clock now: what settles is told by it, as leases are.</param>
    public static SyncConfirmation Of(
        CaseMapping fresh, CaseSnapshots seen, SyncPlan plan, IReadOnlyList<StepResult> results,
        DateTimeOffset storeTime)
    {
        var source = seen.Source.Case!;
        var items = results.Select(result => ItemAfter(result, seen, storeTime)).OfType<MirroredItem>()
            .Concat(plan.Settled).ToList();
        var isMirrored = plan is { IsWhole: true, IsPaused: false, BrokenReason: null }
            && AllSent(results) && !results.OfType<StepResult.Refused>().Any(IsCase);

        // A poll that saw a newer version than we read keeps its mark, and our verdict on the older one does not stand.
        var seenVersion = fresh.On(seen.From).SeenVersion;
        var isCovered = seenVersion is null || source.UpdatedAt is null || seenVersion <= source.UpdatedAt;
        var check = source.UpdatedAt is { } version
            ? SettleCheck.Next(version, seen.Source.ReadAt, seen.Source.ReadAbout, seen.Source.Traits)
            : null;

        var mapping = WithTarget(fresh, seen, results) with
        {
            Lease = null,
            Syncs = fresh.Syncs + 1,
            IsPaused = plan.IsPaused,
            BrokenReason = isCovered ? plan.BrokenReason : null,
            Epoch = isMirrored ? seen.Global.Epoch : fresh.Epoch,
            HasRefusedItems = RefusalRule.AnyRefused(seen.Ledger, items),
        };
        mapping = WithPriority(WithReopened(mapping, seen, results), seen, plan, results);
        mapping = WithStates(mapping, seen, plan, results);
        if (isMirrored && seen.IsOfAnotherEpoch)
        {
            (mapping, var said) = OutageDecision.AsTold(mapping, side => LastOnOutages(seen, seen.On(side)), seen.Now);
            items.AddRange(said);
        }

        mapping = WithProgress(mapping, seen, plan, results, items, isMirrored, isCovered, check);

        // By clocks that are apart the queue may send a look before its time: its task stays in the queue, there is no
        // other.
        var isEarly = seen.Mapping.On(seen.From).CheckDueAt > seen.Now;
        return new SyncConfirmation(
            WithOtherDirection(mapping, fresh, seen, plan, isMirrored), items, isEarly ? null : check,
            isMirrored || plan.IsPaused || plan.BrokenReason is not null);
    }

    private static bool AllSent(IReadOnlyList<StepResult> results) =>
        results.All(result => result is StepResult.Done or StepResult.Refused);

    // A counterpart that is refused is no item to pass over: without it nothing can be mirrored. It is tried again and
    // becomes an outage.
    private static bool IsCase(StepResult.Refused refused) => refused.Step.Intent?.Key.Kind == ItemKind.Case;

    private static MirroredItem? ItemAfter(StepResult result, CaseSnapshots seen, DateTimeOffset storeTime) =>
        (result, result.Step.Intent) switch
        {
            (_, null) => null,
            (StepResult.Done done, { } item) => item with
            {
                State = ItemState.Done,
                TargetId = done.TargetId,
                FinishedAt = done.At,
                FailingSince = null,
                Reason = null,
                TraceParent = seen.Mapping.On(seen.From).TraceParent,
            },
            (StepResult.Refused refused, { } item) =>
                item with { State = ItemState.Refused, Reason = refused.Reason, FinishedAt = refused.At },
            (StepResult.Failed failed, { } item) => item with
            {
                State = failed.Error.MayHaveTakenEffect ? ItemState.Intent : ItemState.Planned,
                AttemptedAt = storeTime,
                FailingSince = failed.Error.Status >= 500 ? item.FailingSince ?? failed.At : null,
            },
            // What an earlier attempt may have sent is not forgotten because this one did not get to it.
            (_, { } item) => seen.Ledger.Find(item.Key) is { State: ItemState.Intent } earlier
                ? earlier
                : item with { State = ItemState.Planned },
        };

    private static CaseMapping WithTarget(CaseMapping mapping, CaseSnapshots seen, IReadOnlyList<StepResult> results)
    {
        var target = results.OfType<StepResult.Done>().Select(done => done.Created)
            .FirstOrDefault(created => created is not null)
            ?? seen.Target.Case?.Ref;
        return target is null || mapping.RefOn(target.Side) is not null ? mapping : mapping.WithRef(target);
    }

    private static CaseMapping WithStates(
        CaseMapping mapping, CaseSnapshots seen, SyncPlan plan, IReadOnlyList<StepResult> results)
    {
        // What was not carried over is still to be: the states last seen stay, and with them the occasion of a notice.
        if (!plan.StateIsCarried || !plan.IsWhole || !AllSent(results))
        {
            return mapping;
        }

        var step = results.FirstOrDefault(
            result => result.Step.Action is SyncAction.CloseCase or SyncAction.ReopenCase);
        var source = seen.Source.Case!.State;
        var target = step?.Step.Action switch
        {
            SyncAction.CloseCase => CaseState.Closed,
            SyncAction.ReopenCase => CaseState.Open,
            _ => seen.Target.Case?.State ?? CaseState.Open,
        };
        mapping = mapping.With(seen.From, side => side with { State = source });
        mapping = step is not null || target == source || plan.IsSplit
            ? mapping.With(seen.To, side => side with { State = target })
            : mapping;
        if (source == CaseState.Closed && target == CaseState.Closed)
        {
            return mapping with { ResolvedAt = mapping.ResolvedAt ?? seen.Now };
        }

        // The target's own reopening is the other direction's to carry over: until then it stays the occasion of that
        // one's notice.
        return step is null && mapping.On(seen.To).State is { } known && known != target
            ? mapping
            : mapping with { ResolvedAt = null };
    }

    private static Comment? LastOnOutages(CaseSnapshots seen, SideView view) =>
        OutageDecision.FindLast(view.Comments.Where(comment => view.IsOurs(comment, seen.MarkerKeyOn(view))));

    private static CaseMapping WithProgress(
        CaseMapping mapping, CaseSnapshots seen, SyncPlan plan, IReadOnlyList<StepResult> results,
        List<MirroredItem> items,
        bool isMirrored, bool isCovered, SettleCheck? check)
    {
        var error = results.OfType<StepResult.Failed>().FirstOrDefault()?.Error;
        var trouble = error?.Message ?? results.OfType<StepResult.Refused>().FirstOrDefault(IsCase)?.Reason
            ?? (plan.Waits.Count > 0 ? string.Join("; ", plan.Waits) : null);
        var mirrored = items.Where(
            item => item is { State: ItemState.Done, Key.Kind: ItemKind.Comment } && item.Key.Side == seen.From)
            .Max(item => item.SourceCreatedAt);
        var isClean = isCovered && (plan.IsPaused || plan.BrokenReason is not null || (isMirrored && check is null));
        return mapping.With(seen.From, side => side with
        {
            DirtySince = isClean ? null : side.DirtySince ?? seen.Now,
            TraceParent = isClean ? null : side.TraceParent,
            LaterTraceParents = isClean ? null : side.LaterTraceParents,
            // What was clean until now was synced as far as its side was polled.
            UpdatesSyncedAt = isMirrored ? Later(side.UpdatesSyncedAt, seen.Now)
                : IsResumed(mapping, seen) ? Later(side.UpdatesSyncedAt, side.DirtySince)
                : side.DirtySince is null ? SyncedAt.Of(seen.Mapping, seen.From, seen.Global) : side.UpdatesSyncedAt,
            CheckDueAt = isMirrored && isCovered && check is not null
                ? seen.Now + (seen.Source.Case!.UpdatedAt!.Value + check.After - seen.Source.ReadAbout)
                : null,
            // The notice of a new refusal is looked for as far back: a store that has forgotten it may have had it
            // said.
            ReadThrough = isMirrored && items.TrueForAll(item => item.State != ItemState.Refused)
                ? Later(side.ReadThrough, seen.Source.ReadAt)
                : side.ReadThrough,
            MirroredThrough = Later(side.MirroredThrough, mirrored),
            // A version that a sync has read needs no task any more.
            QueuedVersion = isClean || isMirrored
                ? Later(side.QueuedVersion, seen.Source.Case!.UpdatedAt)
                : side.QueuedVersion,
            LastError = trouble,
            NextTryAt = error?.RetryAfter is { } wait ? seen.Now + wait : null,
        });
    }

    // The other direction has work that no poll will see: it was paused, or its side was never read whole in this
    // epoch.
    private static CaseMapping WithOtherDirection(
        CaseMapping mapping, CaseMapping before, CaseSnapshots seen, SyncPlan plan, bool isMirrored)
    {
        if (!seen.Mapping.IsPaused && (plan.IsPaused || plan.BrokenReason is not null))
        {
            return mapping.With(
                seen.To, side => side with { UpdatesSyncedAt = SyncedAt.Of(before, seen.To, seen.Global) });
        }

        var isResumed = IsResumed(mapping, seen);
        var isNewEpoch = isMirrored && seen.IsOfAnotherEpoch && seen.Target.Case is not null;
        return isResumed || isNewEpoch || (isMirrored && plan.HasWorkForOther)
            ? mapping.With(seen.To, side => side with
            {
                DirtySince = side.DirtySince ?? seen.Now,
                UpdatesSyncedAt = isResumed ? Later(side.UpdatesSyncedAt, side.DirtySince ?? seen.Now)
                    : side.DirtySince is null ? SyncedAt.Of(before, seen.To, seen.Global) : side.UpdatesSyncedAt,
                CheckDueAt = null,
                // Of a case just made no version is known: one that any it will show covers.
                SeenVersion = Later(side.SeenVersion, seen.Target.Case?.UpdatedAt) ?? DateTimeOffset.UnixEpoch,
                QueuedVersion = null,
                ReadThrough = isNewEpoch ? null : side.ReadThrough,
            })
            : mapping;
    }

    // Nothing is late by the time that it was paused.
    private static bool IsResumed(CaseMapping mapping, CaseSnapshots seen) =>
        seen.Mapping.IsPaused && !mapping.IsPaused;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
