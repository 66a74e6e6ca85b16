using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>How far the changes of one side are carried over to the other.</summary>
public sealed record SideProgress
{
    /// <summary>
    /// The guide's <c>…UpdatesSyncedAt</c>: the last time everything of this side was known to be on the other. While
    /// nothing is dirty the side's watermark is newer and counts instead (<see cref="SyncedAt"/>).
    /// </summary>
    public DateTimeOffset? UpdatesSyncedAt { get; init; }

    /// <summary>When a change was first seen that is not carried over yet; null when there is none.</summary>
    public DateTimeOffset? DirtySince { get; init; }

    /// <summary>The newest version (update time) of the case that a poll has seen.</summary>
    public DateTimeOffset? SeenVersion { get; init; }

    /// <summary>
    /// The newest version for which a task was made; behind <see cref="SeenVersion"/> if the poll died between the two.
    /// </summary>
    public DateTimeOffset? QueuedVersion { get; init; }

    /// <summary>In the side's own time: every public item created before it is mirrored or refused.</summary>
    public DateTimeOffset? ReadThrough { get; init; }

    /// <summary>
    /// Creation time of the newest comment of this side that was mirrored: an older one that turns up is late.
    /// </summary>
    public DateTimeOffset? MirroredThrough { get; init; }

    /// <summary>The state in which the case was last seen, or into which we brought it; null before.</summary>
    public CaseState? State { get; init; }

    /// <summary>The priority that this side refused to take; not sent again until another one is wanted.</summary>
    public Priority? RefusedPriority { get; init; }

    /// <summary>Since when this side answers 5xx to a new priority; null if it does not.</summary>
    public DateTimeOffset? PriorityFailingSince { get; init; }

    /// <summary>
    /// The guide's <c>outageCommentSentTo…</c>: this side was told of a lateness that it has not been told the end of.
    /// </summary>
    public bool OutageCommentSent { get; init; }

    /// <summary>W3C trace context of the poll that first saw the pending change.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Those of the polls that saw more change since, newest last, a space between two; null where there are none.
    /// </summary>
    public string? LaterTraceParents { get; init; }

    /// <summary>
    /// All that was seen is carried over, and only another look is due then, since the version was not settled; null
    /// otherwise.
    /// </summary>
    public DateTimeOffset? CheckDueAt { get; init; }

    /// <summary>What the last failed sync of this side said, in words for an operator.</summary>
    public string? LastError { get; init; }

    /// <summary>The other system asked us to wait until then (Retry-After).</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public SideProgress WithPollMarksOf(SideProgress polled) => this with
    {
        DirtySince = polled.DirtySince,
        UpdatesSyncedAt = polled.UpdatesSyncedAt,
        CheckDueAt = polled.CheckDueAt,
        SeenVersion = polled.SeenVersion,
        QueuedVersion = polled.QueuedVersion,
        TraceParent = polled.TraceParent,
        LaterTraceParents = polled.LaterTraceParents,
    };

    public bool IsUnqueued => SeenVersion is { } seen && !(QueuedVersion >= seen);
}
