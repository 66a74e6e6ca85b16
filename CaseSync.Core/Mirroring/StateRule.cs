using CaseSync.Core.Cases;

namespace CaseSync.Core.Mirroring;

/// <summary>What a change of one side's state asks of the other.</summary>
public enum StateChange
{
    None,
    CloseTarget,
    ReopenTarget,

    /// <summary>
    /// The target cannot be reopened: say so on the source, once; the pair stays split until a side changes.
    /// </summary>
    SayCannotReopen,
}

/// <summary>States are carried over, not flags: only a change of a side since it was last seen counts.</summary>
public static class StateRule
{
    /// <param name="seenSource">The source's state at the last sync; a case that is new was open.</param>
    /// <param name="seenTarget">The target's state at the last sync.</param>
    public static StateChange Decide(
        CaseState? seenSource, CaseState? seenTarget, CaseState source, CaseState target, bool targetCanReopen)
    {
        if (source == (seenSource ?? CaseState.Open) || source == target)
        {
            return StateChange.None;
        }

        if (source == CaseState.Closed)
        {
            // Reopened there meanwhile: an open case wins over a closed one, as nobody may overlook it.
            var targetReopened = seenTarget == CaseState.Closed;
            return targetReopened ? StateChange.None : StateChange.CloseTarget;
        }

        return targetCanReopen ? StateChange.ReopenTarget : StateChange.SayCannotReopen;
    }
}
