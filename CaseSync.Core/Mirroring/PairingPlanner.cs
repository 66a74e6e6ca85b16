using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>Making a counterpart where none was found, and saying so on the Google case.</summary>
public static class PairingPlanner
{
    /// <summary>The ledger's key of a counterpart that we make.</summary>
    public static ItemKey CaseKey(CaseRef source) => new(source.Side, ItemKind.Case, IdentityKey.Of(source).Value);

    public static ItemKey NoticeKey { get; } = new(Side.Google, ItemKind.Notice, "paired");

    /// <summary>What the notice is about that a CRM case names another's Google case.</summary>
    public static string TakenAbout(GoogleCaseName google) => $"clone:{google.Number}";

    /// <summary>What the notice is about that a CRM case names a Google case which is not there.</summary>
    public static string DanglingAbout(GoogleCaseName google) => $"dangling:{google.Number}";

    internal static void PlanCreate(PlanDraft draft, SupportCase source)
    {
        var seen = draft.Seen;
        var item = seen.Ledger.Find(CaseKey(source.Ref)) ?? draft.Fresh(CaseKey(source.Ref));
        if (MayStillShow(seen.Mapping, seen.Global, item, seen.Target.Traits, seen.SettleTime, seen.Now) is { } reason)
        {
            draft.Wait(reason);
        }
        else
        {
            draft.AddWithIntent(new SyncAction.CreateCase(Draft(source, seen.Target.Traits)), item, isNewContent: true);
            if (seen.From == Side.Company)
            {
                draft.Add(new SyncStep(new SyncAction.NameGoogleCase()));
            }
        }
    }

    /// <summary>
    /// Why there may be a counterpart of ours that the search does not show yet; null when there is none.
    /// </summary>
    /// <param name="ordered">The ledger's entry of the counterpart.</param>
    public static string? MayStillShow(
        CaseMapping mapping, GlobalState global, MirroredItem? ordered, SideTraits target, TimeSpan settleTime,
        DateTimeOffset now)
    {
        if (mapping.Epoch != global.Epoch && now < global.EpochStartedAt + target.SearchLag)
        {
            return "the store is new or was restored: a counterpart may exist that the search does not show yet";
        }

        // What was sent may come into being for SettleTime; from then on a search may miss it for its lag. What was
        // given up after a day of 5xx was sent too: the last of them may have taken effect.
        return ordered is { State: ItemState.Intent } or { State: ItemState.Refused, FailingSince: not null }
            && now < mapping.SentBefore(ordered) + settleTime + target.SearchLag
            ? "a counterpart was ordered without an answer and may still show in the search"
            : null;
    }

    internal static void PlanNotice(PlanDraft draft)
    {
        var seen = draft.Seen;
        var item = seen.Ledger.Find(NoticeKey) ?? draft.Fresh(NoticeKey);
        // Said again if our account was forgotten, or is unknown still: its answer is how we learn it.
        if (item.State is ItemState.Done or ItemState.Refused && (draft.KnowsGoogleAccount || IsNoticeRefused(seen)))
        {
            return;
        }

        if (seen.Company.Case is { } company && FindNotice(draft, (CompanyCaseId)company.Ref) is { } found)
        {
            draft.Settle(draft.Done(item, found.Id));
        }
        else if (item.State == ItemState.Intent && !seen.IsSettled(item, seen.SettleTime))
        {
            draft.Wait("the pairing notice was sent without an answer and may still show");
        }
        else
        {
            draft.AddWithIntent(new SyncAction.SayPaired(), item, isNewContent: false);
        }
    }

    /// <summary>
    /// A closed case may take no notice. Then it takes nothing else of ours either, until somebody reopens it.
    /// </summary>
    internal static bool IsNoticeRefused(CaseSnapshots seen) =>
        seen.Ledger.Find(NoticeKey) is { State: ItemState.Refused } && seen.Google.Case is { State: CaseState.Closed };

    /// <summary>
    /// Whether something on the Google case reads as if we had written it. Who did is not known while our account is
    /// not.
    /// </summary>
    internal static bool MayHoldOurs(SideView google) =>
        ConnectorText.FindCompanyCase(google.Case?.Description) is not null
        || google.Comments.Any(
            comment => ConnectorText.FindPairingNotice(comment.Body) is not null
                || MirrorMarker.Find(comment.Body, key: null) is not null);

    /// <summary>
    /// The text of a counterpart. What is over the target's limit follows in comments (<see cref="DescriptionRest"/>).
    /// </summary>
    public static NewCase Draft(SupportCase source, SideTraits target)
    {
        var title = source.Title is { Length: > 0 } given ? given : $"{source.Ref.Side} case {source.Ref}";
        var text = source.Description ?? "";
        var inDescription = text[..DescriptionLength(text, source.Ref, target)];
        var description = source.Ref switch
        {
            CompanyCaseId id =>
                $"{ConnectorText.MirroredFromCompany}\n{inDescription}\n{ConnectorText.CompanyCaseLine(id)}",
            _ => $"{ConnectorText.MirroredFromGoogle}\n{inDescription}",
        };
        // Google takes no case without a priority; where none is known, the middle of the guide's table.
        return new NewCase(
            TextCuts.Shorten(OneLine(title), target.TitleLengthMax), description, source.Priority ?? Priority.P2,
            source.Ref as GoogleCaseName);
    }

    /// <summary>What of a description is over the target's limit; null when nothing is.</summary>
    public static string? DescriptionRest(SupportCase source, SideTraits target)
    {
        var text = source.Description ?? "";
        var length = DescriptionLength(text, source.Ref, target);
        return length < text.Length ? text[length..] : null;
    }

    private static int DescriptionLength(string text, CaseRef source, SideTraits target)
    {
        var frame = ConnectorText.MirroredFromGoogle.Length + 1
            + (source is CompanyCaseId id ? ConnectorText.CompanyCaseLine(id).Length + 1 : 0);
        return TextCuts.Cut(text, target.DescriptionLengthMax - frame)[0].Length;
    }

    private static string OneLine(string title) => string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static Comment? FindNotice(PlanDraft draft, CompanyCaseId company) =>
        draft.Seen.Google.Comments.FirstOrDefault(comment =>
            company.Equals(ConnectorText.FindPairingNotice(comment.Body))
            && draft.Seen.Google.IsOurs(comment, draft.Seen.MarkerKeyOn(draft.Seen.Google)));
}
