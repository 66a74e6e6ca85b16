using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>A plan while it is being made; never leaves <see cref="SyncPlanner"/>.</summary>
internal sealed class PlanDraft(CaseSnapshots seen)
{
    // The queue tries again every 10 minutes at the latest. A longer gap means that its side did not serve anybody in
    // between, so that the failures before it say nothing of the item.
    private static readonly TimeSpan s_failingGapMax = TimeSpan.FromHours(1);

    private readonly List<SyncStep> _steps = [];
    private readonly List<MirroredItem> _settled = [];
    private readonly List<string> _waits = [];
    private IReadOnlyDictionary<(ItemKind Kind, string SourceId), string>? _refusedBefore;
    private bool _hasNewContent;

    public CaseSnapshots Seen { get; } = seen;

    public Priority? Agreed { get; set; }

    public bool StateIsCarried { get; set; }

    public bool IsSplit { get; set; }

    public bool HasWorkForOther { get; set; }

    /// <summary>While it is unknown nothing at Google counts as ours.</summary>
    public bool KnowsGoogleAccount => Seen.Google.OwnAccount is not null || !Seen.Google.Traits.TellsOwnAccount;

    /// <summary>Whether something waits; what comes after it in order must wait too.</summary>
    public bool IsBlocked => _waits.Count > 0;

    public void Add(SyncStep step, bool isNewContent = false)
    {
        _steps.Add(step);
        _hasNewContent |= isNewContent;
    }

    public void Settle(MirroredItem item) => _settled.Add(item);

    public PlanDraft Wait(string reason)
    {
        _waits.Add(reason);
        return this;
    }

    /// <summary>An action whose repetition would show, as a step with its intent.</summary>
    public void AddWithIntent(SyncAction action, MirroredItem item, bool isNewContent) => Add(
        new SyncStep(
            action,
            item with
            {
                State = ItemState.Intent,
                AttemptedAt = Seen.Now,
                Attempts = item.Attempts + 1,
                FailingSince = Seen.Now - item.AttemptedAt > s_failingGapMax ? null : item.FailingSince,
            },
            RepeatsUnknown: item.State == ItemState.Intent
                || (item.State == ItemState.Refused && item.FailingSince is not null)),
        isNewContent && item.Attempts == 0);

    /// <summary>A text of our own, once: unless the ledger or the side itself shows it.</summary>
    /// <param name="hasOneOccasion">Its words name what they are about, which they never are about again.</param>
    /// <param name="sameStart">What it begins with whatever else it says; null: all its words count.</param>
    public void AddNotice(Side on, string about, string text, bool hasOneOccasion = false, string? sameStart = null)
    {
        var key = new ItemKey(on, ItemKind.Notice, about);
        var item = Seen.Ledger.Find(key) ?? Fresh(key) with { Text = text };
        if (item.State is ItemState.Done or ItemState.Refused)
        {
            return;
        }

        // The same words may have been said on an earlier occasion: they count only if we may have lost the answer, or
        // the memory.
        var mayBeThere = hasOneOccasion || item.State == ItemState.Intent || Seen.IsOfAnotherEpoch;
        var side = on == Seen.From ? Seen.Source : Seen.Target;
        var words = item.Text ?? text;
        if (mayBeThere && side.Comments.FirstOrDefault(IsIt) is { } found)
        {
            Settle(Done(item, found.Id));
        }
        else if (item.State == ItemState.Intent && !Seen.IsSettled(item, Seen.SettleTime))
        {
            Wait($"a notice on {on} was sent without an answer and may still show");
        }
        else
        {
            AddWithIntent(new SyncAction.AddNotice(on, words), item, isNewContent: false);
        }

        bool IsIt(Comment comment) => side.IsOurs(comment, Seen.MarkerKeyOn(side))
            && (sameStart is null
                ? comment.Body.Trim() == words
                : comment.Body.StartsWith(sameStart, StringComparison.Ordinal));
    }

    /// <summary>Why it was refused before the store forgot it; null if it was not, or not as far as is known.</summary>
    public string? RefusedBefore(MirroredItem item) =>
        item is { State: ItemState.Done } or { RetriedAt: not null } ? null
        : (_refusedBefore ??= RefusalPlanner.SaidBefore(Seen)).GetValueOrDefault((item.Key.Kind, item.Key.SourceId));

    public MirroredItem Refused(MirroredItem item, string reason) =>
        item with { State = ItemState.Refused, Reason = reason, FinishedAt = Seen.Now };

    public MirroredItem Fresh(ItemKey key) => new()
    {
        Key = key,
        State = ItemState.Planned,
        AttemptedAt = Seen.Now,
        SeenAt = key.Kind == ItemKind.Notice ? null : Seen.Mapping.On(Seen.From).DirtySince,
    };

    public MirroredItem Done(MirroredItem item, string? targetId) =>
        item with
        {
            State = ItemState.Done,
            TargetId = targetId,
            FinishedAt = Seen.Now,
            Reason = null,
            FailingSince = null
        };

    public SyncPlan Finish() => new()
    {
        Steps = _steps,
        Settled = _settled,
        Waits = _waits,
        HasNewContent = _hasNewContent,
        Agreed = Agreed,
        StateIsCarried = StateIsCarried,
        IsSplit = IsSplit,
        HasWorkForOther = HasWorkForOther,
    };
}
