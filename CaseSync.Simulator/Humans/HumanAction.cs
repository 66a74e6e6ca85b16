using CaseSync.Core.Cases;

namespace CaseSync.Simulator.Humans;

internal enum HumanDeed
{
    Open,
    Comment,
    TwoComments,
    CommentOnBothSides,
    InternalNote,
    Attach,
    AttachTwins,
    AttachInternally,
    SetPriority,
    SetPriorityOnBothSides,
    Close,
    CloseOnBothSides,
    Reopen,
    Unflag,
    Flag,
    Clone,
}

/// <summary>Something that a person does.</summary>
/// <param name="Number">Names it when a history is shrunk; part of the texts, so that each is unique.</param>
/// <param name="On">Where it is done; of an opening, where the case is opened.</param>
/// <param name="Case">The number of the opening whose case (or its counterpart) it is about.</param>
/// <param name="Chance">For the rest: which text, which priority.</param>
internal sealed record HumanAction(int Number, long At, HumanDeed Deed, Side On, int Case, ulong Chance)
{
    public override string ToString() => $"h{Number} {Deed} {On} of h{Case}";
}
