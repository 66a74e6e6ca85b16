namespace CaseSync.Simulator.Checking;

/// <summary>The names of all that must be true.</summary>
internal static class Rules
{
    // Lost = 0.
    public const string CaseLost = "case lost";
    public const string CommentLost = "comment lost";
    public const string CommentNotWhole = "comment is not whole";
    public const string DescriptionNotWhole = "description is not whole";
    public const string TitleChanged = "title is the original's";
    public const string AttachmentLost = "attachment lost";

    // Duplicated = 0.
    public const string CaseDuplicated = "case duplicated";
    public const string CommentDuplicated = "comment duplicated";
    public const string AttachmentDuplicated = "attachment duplicated";
    public const string NoticeDuplicated = "notice duplicated";

    // Unexpected = 0.
    public const string UnexpectedCase = "unexpected case";
    public const string UnexpectedComment = "unexpected comment";
    public const string UnexpectedAttachment = "unexpected attachment";
    public const string AttachmentChanged = "attachment changed";
    public const string NoEcho = "nothing is echoed";
    public const string NothingPrivate = "nothing private crosses";
    public const string NothingUnflagged = "nothing crosses while the flag is off";
    public const string NoSpoofing = "spoofing changes nothing";

    // In order, and alike.
    public const string Order = "comments stay in order";
    public const string Priorities = "priorities agree";
    public const string States = "states agree";
    public const string Announced = "every pair is announced";
    public const string OneNotice = "one notice an outage and one resumption after it";
    public const string Resumption = "whoever was told of an outage is told of its end";

    // The store and the queue.
    public const string DeletedEarly = "no mapping is deleted before its time";
    public const string Watermark = "a watermark never passes a change that is neither applied nor waiting";
    public const string Convergence = "everything converges";
    public const string ItemsEnd = "every item ends done or refused";
    public const string TasksEnd = "every task ends done or dropped";
    public const string Reasons = "every refusal has a reason";
    public const string TwoCommits = "a sync commits at most twice";
    public const string NoThrow = "a job throws only what its callers expect";

    /// <summary>With writes that show only after the settle time, in place of the rules against duplicates.</summary>
    public const string DuplicatesCounted = "every duplicate is counted in casesync.ambiguous_writes";

    public static IReadOnlyList<string> All { get; } =
    [
        CaseLost, CommentLost, CommentNotWhole, DescriptionNotWhole, TitleChanged, AttachmentLost, CaseDuplicated,
        CommentDuplicated, AttachmentDuplicated,
        NoticeDuplicated, UnexpectedCase, UnexpectedComment, UnexpectedAttachment, AttachmentChanged, NoEcho,
        NothingPrivate, NothingUnflagged,
        NoSpoofing, Order, Priorities, States, Announced, OneNotice, Resumption, DeletedEarly, Watermark, Convergence,
        ItemsEnd, TasksEnd,
        Reasons, TwoCommits, NoThrow, DuplicatesCounted,
    ];
}
