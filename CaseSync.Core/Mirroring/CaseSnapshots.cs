using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>One side as just read.</summary>
public sealed record SideView
{
    /// <summary>Null on the target only: the counterpart is to be made.</summary>
    public SupportCase? Case { get; init; }

    public required SideTraits Traits { get; init; }

    /// <summary>Null while it is unknown; nothing counts as ours then.</summary>
    public string? OwnAccount { get; init; }

    /// <summary>The side's clock before its lists were read, as near as is known.</summary>
    public DateTimeOffset ReadAbout { get; init; }

    /// <summary>
    /// The same, at the earliest: clocks may be 15 minutes apart where the side does not tell its own.
    /// </summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// In no particular order; of the source all that may be uncopied, of the target all that may be their copies.
    /// </summary>
    public IReadOnlyList<Comment> Comments { get; init; } = [];

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>
    /// Whether our account wrote it; where the side cannot tell, whether it bears a tag that only we can make.
    /// </summary>
    public bool IsOurs(Comment comment, byte[]? markerKey) => Traits.TellsOwnAccount
        ? comment.Author.Is(OwnAccount)
        : markerKey is not null && MirrorMarker.Find(comment.Body, markerKey) is not null;

    public bool IsOurs(Attachment attachment) => attachment.Author.Is(OwnAccount);
}

/// <summary>All that a sync's plan is made of: both sides and the ledger, as just read.</summary>
public sealed record CaseSnapshots
{
    /// <summary>The side whose changes are carried over.</summary>
    public required Side From { get; init; }

    public required CaseMapping Mapping { get; init; }

    public required GlobalState Global { get; init; }

    /// <summary>The store's clock at the read.</summary>
    public required DateTimeOffset Now { get; init; }

    public required SideView Source { get; init; }

    public required SideView Target { get; init; }

    public required MirrorLedger Ledger { get; init; }

    /// <summary>How long a write may stay invisible in its list.</summary>
    public required TimeSpan SettleTime { get; init; }

    /// <summary>For the tags of markers; null unless set.</summary>
    public byte[]? MarkerKey { get; init; }

    public Side To => From.Other();

    public SideView Google => From == Side.Google ? Source : Target;

    public SideView Company => From == Side.Company ? Source : Target;

    /// <summary>
    /// A mapping of another epoch may have forgotten what it wrote: both sides are read whole before its first write.
    /// </summary>
    public bool IsOfAnotherEpoch => Mapping.Epoch != Global.Epoch;

    public SideView On(Side side) => side == From ? Source : Target;

    /// <summary>
    /// Whether a side will not take that priority. What a closed case refused, the reopened one may take.
    /// </summary>
    public bool HasRefused(Side side, Priority priority) =>
        Mapping.On(side).RefusedPriority == priority && !IsReopened(side);

    /// <summary>Whether a case that was last seen closed, or was closed by us, is open.</summary>
    public bool IsReopened(Side side) =>
        Mapping.On(side).State == CaseState.Closed && On(side).Case is { State: CaseState.Open };

    /// <summary>Markers carry tags only on a side that cannot tell our account from people.</summary>
    public byte[]? MarkerKeyOn(SideView side) => side.Traits.TellsOwnAccount ? null : MarkerKey;

    /// <summary>
    /// Whether what was sent for an intent must be visible by now. A holder that died may have sent until its lease ran
    /// out.
    /// </summary>
    public bool IsSettled(MirroredItem intent, TimeSpan visibleWithin) =>
        Now >= Mapping.SentBefore(intent) + visibleWithin;
}
