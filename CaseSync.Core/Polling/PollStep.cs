using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Polling;

/// <summary>What a poll does about one case that its search returned.</summary>
public abstract record PollStep
{
    private PollStep(SupportCase seen) => Seen = seen;

    public SupportCase Seen { get; }

    /// <summary>
    /// Store the change as waiting (the mapping's dirty mark, with new identities if any), then make the task, then
    /// store it as queued.
    /// </summary>
    public sealed record Queue(
        SupportCase Seen, CaseMapping Mapping, StoreCommit MarkDirty, DateTimeOffset Version,
        bool IsNew) : PollStep(Seen);

    /// <summary>Nothing to do, and why.</summary>
    public sealed record Skip(SupportCase Seen, string Reason) : PollStep(Seen);

    /// <summary>
    /// Whose it is cannot be told yet: the watermark waits for it, so that a later poll sees it again.
    /// </summary>
    public sealed record Undecided(SupportCase Seen, string Reason) : PollStep(Seen);
}
