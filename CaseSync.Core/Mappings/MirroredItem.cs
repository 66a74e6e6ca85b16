using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

public enum ItemKind
{
    /// <summary>The counterpart itself.</summary>
    Case,
    Comment,
    Attachment,

    /// <summary>A text of our own; its side is the one it is written on.</summary>
    Notice,
}

public enum ItemState
{
    /// <summary>Known not to have been sent; its cut points are fixed.</summary>
    Planned,

    /// <summary>About to be written, or written without an answer: look at the target before writing again.</summary>
    Intent,
    Done,

    /// <summary>The target will never take it; recorded, said once, passed over.</summary>
    Refused,
}

/// <summary>Which original this is about.</summary>
/// <param name="Side">Where the original was written; of a notice, where it is written.</param>
/// <param name="SourceId">The original's id; of a notice, what it is about.</param>
/// <param name="Part">From 1: a text over the target's limit is written in parts.</param>
public sealed record ItemKey(Side Side, ItemKind Kind, string SourceId, int Part = 1)
{
    public override string ToString() => $"{Side}:{Kind}:{SourceId}:{Part}";
}

/// <summary>An entry of the ledger: which copy belongs to which original. It never holds a comment's text.</summary>
public sealed record MirroredItem
{
    public required ItemKey Key { get; init; }

    public required ItemState State { get; init; }

    /// <summary>The copy's id on the target, once known.</summary>
    public string? TargetId { get; init; }

    /// <summary>When it was last sent, or was about to be, by the store's clock.</summary>
    public required DateTimeOffset AttemptedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>Of how many parts this is one.</summary>
    public int PartCount { get; init; } = 1;

    /// <summary>The cut points of this part in the original's text, fixed here so that a retry cuts alike.</summary>
    public int TextStart { get; init; }

    /// <summary>Length of this part, in UTF-16 units.</summary>
    public int TextLength { get; init; }

    /// <summary>A notice's words; null of anything else.</summary>
    public string? Text { get; init; }

    /// <summary>When the original was created, in its side's time.</summary>
    public DateTimeOffset? SourceCreatedAt { get; init; }

    /// <summary>When a poll first saw the change that it came with; null of what CaseSync itself says.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When the copy was confirmed, or the refusal recorded.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Since when the target answers 5xx for this very item.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When an operator gave it another chance, after it had been refused.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>Why it was refused, in words for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>W3C trace context under which it was mirrored.</summary>
    public string? TraceParent { get; init; }
}
