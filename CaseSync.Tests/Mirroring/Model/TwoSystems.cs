using System.Collections.Immutable;
using System.Diagnostics;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring.Model;

/// <summary>
/// A small pure model: both systems, the connector's memory of one pair, and what a plan does to them.
/// </summary>
internal sealed partial record TwoSystems(
    ModelSide Google, ModelSide Company, CaseMapping Mapping, ImmutableDictionary<string, MirroredItem> Ledger,
    GlobalState Global,
    DateTimeOffset Now, int NextId = 1, int CasesMade = 0, bool AccountIsSet = true)
{
    private static readonly TimeSpan s_settleTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);

    /// <summary>A case that a person just made on one side, long after installation.</summary>
    public static TwoSystems With(Side first, string description, bool accountIsSet)
    {
        var made = A.Case(first)
            with
        { GoogleCaseName = null, Description = description, CreatedAt = A.Noon, UpdatedAt = A.Noon };
        ModelSide On(Side side) => new(TraitsOf(side), side == first ? made : null, [], []);
        return new TwoSystems(
            On(Side.Google), On(Side.Company), A.Lone(first), ImmutableDictionary<string, MirroredItem>.Empty, A.Global,
            A.Noon.AddMinutes(5),
            AccountIsSet: accountIsSet);
    }

    public ModelSide On(Side side) => side == Side.Google ? Google : Company;

    public TwoSystems After(Happening happening)
    {
        var later = this with { Now = Now.AddSeconds(7), NextId = NextId + 1 };
        var (now, id) = (later.Now, $"{NextId}");
        return happening switch
        {
            Happening.Comment(var on, var text, var isPublic) =>
                later.With(on, side => side.Add(new Comment(id, text, A.Ann, now, isPublic || on == Side.Google))),
            Happening.Attach(var on, var name, var size, var isPublic) =>
                later.With(
                    on, side =>
                        side.Add(new Attachment(id, name, null, size, A.Ann, now, isPublic || on == Side.Google))),
            Happening.SetPriority(var on, var priority) => later.With(
                on, side => side.Change(now, open => open with { Priority = side.Traits.StoredPriority(priority) })),
            Happening.Close(var on) =>
                later.With(on, side => side.Change(now, open => open with { State = CaseState.Closed })),
            Happening.Reopen(var on) =>
                later.With(on, side => side.Change(now, closed => closed with { State = CaseState.Open })),
            Happening.Wait(var minutes) => later with { Now = now.AddMinutes(minutes) },
            Happening.Sync(var from, var fault, var step) => later.Synced(from, fault, step),
            Happening.Wipe => later.Wiped(),
            _ => throw new UnreachableException(),
        };
    }

    private TwoSystems Synced(Side from, Fault fault, int faultyStep)
    {
        if (Mapping.RefOn(from) is null || Mapping.Lease?.IsHeldAt(Now) == true)
        {
            return this;
        }

        var seen = See(from);
        var plan = SyncPlanner.Plan(seen);
        var after = Leased(seen, plan);
        var results = new List<StepResult>();
        foreach (var step in plan.Steps)
        {
            var isFaulty = results.Count == faultyStep && fault != Fault.None;
            if (results.Any(result => result is StepResult.Failed))
            {
                results.Add(new StepResult.NotSent(step));
                continue;
            }

            if (isFaulty && fault == Fault.Crash)
            {
                return after;
            }

            var (applied, result) = isFaulty && fault == Fault.LostRequest ? (after, null) : after.Applied(step, from);
            after = applied;
            results.Add(isFaulty ? NoAnswer(step, after.Now) : result!);
        }

        return fault == Fault.Crash ? after : after.Confirmed(seen, plan, results);
    }

    // One commit takes the lease, pairs with a counterpart that was found, and stores the intents.
    private TwoSystems Leased(CaseSnapshots seen, SyncPlan plan)
    {
        var paired = FindTarget(seen.From) is { } target && Mapping.RefOn(seen.To) is null
            ? Mapping.WithRef(target.Ref)
            : Mapping;
        return this with
        {
            Mapping = paired
                with
            { Lease = new Lease("me", Now + s_lease), SentUntil = Mapping.Lease?.Until ?? Mapping.SentUntil },
            Ledger = Stored(Ledger, plan.Steps.Select(step => step.Intent).OfType<MirroredItem>()),
        };
    }

    private TwoSystems Confirmed(CaseSnapshots seen, SyncPlan plan, List<StepResult> results)
    {
        var confirmed = SyncConfirmation.Of(Mapping, seen, plan, results, Now);
        var learned = results.Any(result => result is StepResult.Done { Step.Action: SyncAction.SayPaired })
            ? A.GoogleAccount
            : null;
        return this with
        {
            Mapping = confirmed.Mapping,
            Ledger = Stored(Ledger, confirmed.Items),
            Global = Global with { LearnedGoogleAccount = Global.LearnedGoogleAccount ?? learned },
        };
    }

    private (TwoSystems After, StepResult Result) Applied(SyncStep step, Side from)
    {
        var now = Now.AddSeconds(1);
        var (to, id) = (from.Other(), $"{NextId}");
        var after = this with { Now = now, NextId = NextId + 1 };
        var done = new StepResult.Done(step, now, step.Intent is null ? null : id);
        Comment Ours(Side on, string body) => new(id, body, A.Connector(on), now);
        switch (step.Action)
        {
            case SyncAction.CreateCase create:
                var made = MakeCase(to, create.Draft, now);
                return (
                    after.With(to, side => side with { Case = made }) with { CasesMade = CasesMade + 1 },
                    done with { Created = made.Ref });
            case SyncAction.NameGoogleCase:
                var name = (GoogleCaseName)Google.Case!.Ref;
                return (
                    after.With(Side.Company, side => side.Change(now, open => open with { GoogleCaseName = name })),
                    done);
            case SyncAction.SayPaired:
                var notice = ConnectorText.PairingNotice((CompanyCaseId)Company.Case!.Ref);
                return (after.With(Side.Google, side => side.Add(Ours(Side.Google, notice))), done);
            case SyncAction.SetPriority set:
                return (after.With(to, side => side.Change(
                    now, open => open with { Priority = side.Traits.StoredPriority(set.Priority) })), done);
            case SyncAction.AddComment add:
                return (after.With(to, side => side.Add(Ours(to, add.Body))), done);
            case SyncAction.AddNotice add:
                return (after.With(add.On, side => side.Add(Ours(add.On, add.Text))), done);
            case SyncAction.CopyAttachment copy:
                return (after.With(to, side => side.Add(copy.Original with
                {
                    Id = id,
                    FileName = side.Traits.StoredFileName(copy.Original.FileName),
                    Author = A.Connector(to),
                    CreatedAt = now,
                })), done);
            case SyncAction.CloseCase:
                return (after.With(to, side => side.Change(now, open => open with { State = CaseState.Closed })), done);
            case SyncAction.ReopenCase:
                return (
                    after.With(to, side => side.Change(now, closed => closed with { State = CaseState.Open })), done);
            default:
                throw new UnreachableException();
        }
    }

    private SupportCase MakeCase(Side on, NewCase draft, DateTimeOffset now) => new()
    {
        Ref = on == Side.Google
            ? GoogleCaseName.Parse($"projects/shop/cases/9{NextId}")
            : CompanyCaseId.Parse($"C{NextId}"),
        Title = draft.Title,
        Description = draft.Description,
        Priority = draft.Priority is { } priority ? On(on).Traits.StoredPriority(priority) : null,
        CreatedAt = now,
        UpdatedAt = now,
        Creator = A.Connector(on),
        GoogleCaseName = draft.GoogleCaseName,
    };

    // A poll makes a mapping of the case that people made; its counterpart is found by its link or its last line.
    private TwoSystems Wiped()
    {
        var first = Google.Case is { } google && google.Creator == A.Ann ? Google.Case : Company.Case!;
        return this with
        {
            Mapping = (A.Lone(first.Ref.Side) with { GoogleCaseName = null, CompanyCaseId = null }).WithRef(first.Ref)
                with
            { Priority = first.Priority },
            Ledger = ImmutableDictionary<string, MirroredItem>.Empty,
            Global = Global with { Epoch = Global.Epoch + 1, EpochStartedAt = Now, LearnedGoogleAccount = null },
        };
    }

    private TwoSystems With(Side side, Func<ModelSide, ModelSide> change) =>
        side == Side.Google ? this with { Google = change(Google) } : this with { Company = change(Company) };

    private static ImmutableDictionary<string, MirroredItem> Stored(
        ImmutableDictionary<string, MirroredItem> ledger, IEnumerable<MirroredItem> items) =>
        ledger.SetItems(items.Select(item => KeyValuePair.Create(item.Key.ToString(), item)));

    private static StepResult.Failed NoAnswer(SyncStep step, DateTimeOffset at) => new(
        step, at,
        new RemoteCallException("target", "Write", RemoteFailure.Unavailable,
            "No answer.")
        { MayHaveTakenEffect = true });
}
