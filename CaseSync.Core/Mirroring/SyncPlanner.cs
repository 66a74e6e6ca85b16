using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>Both sides and the ledger in, ordered steps out. It knows two sides and no CRM's name.</summary>
public static class SyncPlanner
{
    public static SyncPlan Plan(CaseSnapshots seen)
    {
        var source = seen.Source.Case ?? throw new ArgumentException("The source must have been read.", nameof(seen));
        if (MustNotWrite(seen) is { } plan)
        {
            return plan;
        }

        var draft = new PlanDraft(seen);
        PlanCounterpart(draft, source);
        if (draft.IsBlocked)
        {
            return draft.Finish();
        }

        PairingPlanner.PlanNotice(draft);

        // Nothing at Google counts as ours yet: what we mirror now would come back as a person's.
        // (A closed case that refuses even the notice takes nothing from us; what people wrote there need not wait.)
        if (!draft.KnowsGoogleAccount
            && (!PairingPlanner.IsNoticeRefused(seen) || PairingPlanner.MayHoldOurs(seen.Google)))
        {
            return draft.Wait("our account at Google is learned from the first answer to a write").Finish();
        }

        // A reopening comes first, since a closed case may refuse the rest; a closing last, for the same reason.
        draft.IsSplit = IsKnownSplit(seen);
        var change = draft.IsSplit ? StateChange.None : ChangeOfState(seen, source);
        if (change == StateChange.ReopenTarget)
        {
            draft.Add(new SyncStep(new SyncAction.ReopenCase()), isNewContent: true);
        }

        PlanPriority(draft, source, isReopening: change == StateChange.ReopenTarget);
        CommentPlanner.Plan(draft);
        AttachmentPlanner.Plan(draft);
        RefusalPlanner.PlanNotices(draft);
        PlanState(draft, change);
        return draft.Finish();
    }

    /// <summary>A case that cannot be paired: said once on it, recorded, and given up until it changes.</summary>
    /// <param name="about">Key of the notice.</param>
    /// <param name="noticeStart">By which the notice is known if its words change; null if they do not.</param>
    public static SyncPlan PlanRefusedPair(
        CaseSnapshots seen, string reason, string about, string notice, string? noticeStart = null)
    {
        if (MustNotWrite(seen) is { } plan)
        {
            return plan;
        }

        var draft = new PlanDraft(seen);
        var key = PairingPlanner.CaseKey(seen.Source.Case!.Ref);
        draft.Settle(
            (seen.Ledger.Find(key) ?? draft.Fresh(key))
                with
            { State = ItemState.Refused, Reason = reason, FinishedAt = seen.Now });
        draft.AddNotice(seen.From, about, notice, sameStart: noticeStart);
        return draft.Finish() with { BrokenReason = reason };
    }

    private static SyncPlan? MustNotWrite(CaseSnapshots seen) =>
        seen.Company.Case is { IsSyncRequested: false } ? SyncPlan.Paused()
        : seen.IsOfAnotherEpoch && seen.Now < seen.Global.EpochStartedAt + seen.SettleTime
            ? SyncPlan.Waiting("the store is new or was restored: what was written last must show first")
        : null;

    private static void PlanCounterpart(PlanDraft draft, SupportCase source)
    {
        if (draft.Seen.Target.Case is not { } target)
        {
            PairingPlanner.PlanCreate(draft, source);
            return;
        }

        if (draft.Seen.Ledger.Find(PairingPlanner.CaseKey(source.Ref)) is { State: not ItemState.Done } ordered)
        {
            draft.Settle(draft.Done(ordered, target.Ref.Value));
        }

        if (draft.Seen.Company.Case is { } company && draft.Seen.Google.Case is { } google
            && !((GoogleCaseName)google.Ref).IsSameCaseAs(company.GoogleCaseName))
        {
            draft.Add(new SyncStep(new SyncAction.NameGoogleCase()));
        }
    }

    private static void PlanPriority(PlanDraft draft, SupportCase source, bool isReopening)
    {
        var seen = draft.Seen;
        if (seen.Target.Case is not { } target)
        {
            draft.Agreed = source.Priority ?? Priority.P2; // The counterpart is made with it.
            return;
        }

        // Before both sides were read whole, what the mapping holds is one side's value and nothing agreed.
        var wasPaired = seen.Mapping.RefOn(seen.To) is not null && !seen.IsOfAnotherEpoch;
        var decision = PriorityRule.Decide(
            wasPaired ? seen.Mapping.Priority : null,
            seen.Google.Case?.Priority, seen.Company.Case?.Priority, seen.Google.Traits, seen.Company.Traits);
        if (decision.Wanted is not { } wanted)
        {
            return;
        }

        if (decision.WriteOn == seen.From)
        {
            // The other direction's sync writes on this side. No poll need have seen that there is something to do.
            draft.HasWorkForOther |= source.State == CaseState.Open && !seen.HasRefused(seen.From, wanted);
        }
        else if (decision.WriteOn is null)
        {
            draft.Agreed = wanted;
        }
        else if (isReopening || (target.State == CaseState.Open && !seen.HasRefused(seen.To, wanted)))
        {
            draft.Add(new SyncStep(new SyncAction.SetPriority(wanted)), isNewContent: true);
            draft.Agreed = wanted;
        }
    }

    private static StateChange ChangeOfState(CaseSnapshots seen, SupportCase source) => StateRule.Decide(
        seen.Mapping.On(seen.From).State, seen.Mapping.On(seen.To).State, source.State,
        seen.Target.Case?.State ?? CaseState.Open, seen.Target.Traits.CanReopen);

    private static void PlanState(PlanDraft draft, StateChange change)
    {
        if (change is StateChange.CloseTarget or StateChange.SayCannotReopen && draft.IsBlocked)
        {
            return;
        }

        draft.StateIsCarried = true;
        if (change == StateChange.CloseTarget)
        {
            draft.Add(new SyncStep(new SyncAction.CloseCase()), isNewContent: true);
        }
        else if (change == StateChange.SayCannotReopen)
        {
            draft.AddNotice(draft.Seen.From, ReopenedAbout(draft.Seen.Mapping), ConnectorText.CannotReopen);
            draft.StateIsCarried = !draft.IsBlocked; // Not before it is said.
        }
    }

    // A store that has forgotten the states takes a split pair for a close that is still to be carried over; our own
    // notice, on the side that was reopened, tells.
    private static bool IsKnownSplit(CaseSnapshots seen)
    {
        if (!seen.IsOfAnotherEpoch || seen.Mapping.Google.State is not null || seen.Mapping.Company.State is not null
            || seen.Target.Case is not { } target || target.State == seen.Source.Case!.State)
        {
            return false;
        }

        var open = target.State == CaseState.Open ? seen.Target : seen.Source;
        return open.Comments.Any(comment =>
            comment.Body.Trim() == ConnectorText.CannotReopen && open.IsOurs(comment, seen.MarkerKeyOn(open)));
    }

    /// <summary>Which reopening a notice is about: the one after the pair was closed at that time.</summary>
    internal static string ReopenedAbout(CaseMapping mapping) => $"reopened:{mapping.ResolvedAt?.UtcTicks ?? 0}";
}
