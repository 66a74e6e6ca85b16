using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// The closed set of things that a sync may do to a system. Where no side is named, it is the plan's target.
/// </summary>
public abstract record SyncAction
{
    private SyncAction()
    {
    }

    public sealed record CreateCase(NewCase Draft) : SyncAction;

    /// <summary>
    /// Writes the Google case's name into the CRM case's custom field; the case may have been made a moment ago.
    /// </summary>
    public sealed record NameGoogleCase : SyncAction;

    /// <summary>Says on the Google case with which CRM case it syncs, which may have been made a moment ago.</summary>
    public sealed record SayPaired : SyncAction;

    public sealed record SetPriority(Priority Priority) : SyncAction;

    public sealed record AddComment(string Body) : SyncAction;

    public sealed record CopyAttachment(Attachment Original) : SyncAction;

    public sealed record AddNotice(Side On, string Text) : SyncAction;

    public sealed record CloseCase : SyncAction;

    public sealed record ReopenCase : SyncAction;
}

/// <summary>An action with its entry in the ledger, if a repetition would show.</summary>
/// <param name="Intent">Stored before the action begins; null where doing it twice is the same as once.</param>
/// <param name="RepeatsUnknown">An earlier attempt got no answer and left no trace within the settle time.</param>
public sealed record SyncStep(SyncAction Action, MirroredItem? Intent = null, bool RepeatsUnknown = false);
