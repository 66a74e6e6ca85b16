using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>The guide's <c>CaseMapping</c>: a pair of cases, or a case whose counterpart is still to come.</summary>
public sealed record CaseMapping
{
    private const int TitleKeyLengthMax = 200;

    /// <summary>
    /// The identity under which the pair was first seen: derived, so that a repeated poll makes the same one.
    /// </summary>
    public required string Id { get; init; }

    public GoogleCaseName? GoogleCaseName { get; init; }

    public CompanyCaseId? CompanyCaseId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Title { get; init; }

    /// <summary>By which the case is found by its title's beginning: lower case, bounded.</summary>
    public string TitleKey => KeyOf(Title ?? "");

    /// <summary>
    /// When content by people was last seen on either side; how fresh the case is for the tolerance of an outage.
    /// </summary>
    public required DateTimeOffset NewContentAt { get; init; }

    /// <summary>When both sides were first seen closed; a reopen clears it.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The last agreed priority; null until the sides agreed on one.</summary>
    public Priority? Priority { get; init; }

    public SideProgress Google { get; init; } = new();

    public SideProgress Company { get; init; } = new();

    public Lease? Lease { get; init; }

    /// <summary>Until when holders that died may have sent what their intents say; null when none did.</summary>
    public DateTimeOffset? SentUntil { get; init; }

    /// <summary>The epoch in which both sides were last read whole; 0 before.</summary>
    public long Epoch { get; init; }

    /// <summary>
    /// How many syncs have ended: what was read before the last one ended is old, whatever the rest looks like.
    /// </summary>
    public long Syncs { get; init; }

    /// <summary>The CRM's synchronization flag was taken off: both directions wait for it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>
    /// Why this pair is given up (its case is gone, or is a clone of another's); null when it is not.
    /// </summary>
    public string? BrokenReason { get; init; }

    /// <summary>Whether the ledger holds a comment or a file that was refused for good.</summary>
    public bool HasRefusedItems { get; init; }

    /// <summary>When the lateness of which the sides were told began; the key of its notices.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>The store's; 0 before the first write.</summary>
    public long Version { get; init; }

    /// <summary>
    /// Whether sweep and outage check must look at it: a closed pair counts as long as something of it waits.
    /// </summary>
    public bool IsOpen =>
        ResolvedAt is null || Google.DirtySince is not null || Company.DirtySince is not null || IsTold;

    /// <summary>
    /// Whether DetectOutages must look at this mapping even while both watermarks are fresh; what waits on a closed
    /// pair shows too.
    /// </summary>
    public bool IsWatched => BrokenReason is null
        && (IsTold || Google.DirtySince is not null || Company.DirtySince is not null);

    /// <summary>Whether an operator has something to mend here: an item that was refused, or the whole case.</summary>
    public bool IsRefused => HasRefusedItems || BrokenReason is not null;

    private bool IsTold => Google.OutageCommentSent || Company.OutageCommentSent || LateSince is not null;

    /// <summary>A poll stored a change but could not (or did not live to) make its task: the next poll does.</summary>
    public bool IsUnqueued => BrokenReason is null && (Google.IsUnqueued || Company.IsUnqueued);

    /// <summary>
    /// The latest that what an intent says can have been sent: a holder that died may have done so until its lease ran
    /// out.
    /// </summary>
    public DateTimeOffset SentBefore(MirroredItem intent) =>
        new[] { intent.AttemptedAt, SentUntil ?? intent.AttemptedAt, Lease?.Until ?? intent.AttemptedAt }.Max();

    /// <summary>What a person types to find a title, as <see cref="TitleKey"/> has it.</summary>
    public static string KeyOf(string title)
    {
        var key = title.Trim().ToLowerInvariant();
        var length = Math.Min(key.Length, TitleKeyLengthMax);
        return key[..(length > 0 && char.IsHighSurrogate(key[length - 1]) ? length - 1 : length)];
    }

    public SideProgress On(Side side) => side == Side.Google ? Google : Company;

    public CaseMapping With(Side side, Func<SideProgress, SideProgress> change) =>
        side == Side.Google ? this with { Google = change(Google) } : this with { Company = change(Company) };

    /// <summary>
    /// With what polls write of it taken from <paramref name="polled"/>: they may mark a case while a sync is at work
    /// on it.
    /// </summary>
    public CaseMapping WithPollMarksOf(CaseMapping polled) => this with
    {
        Version = polled.Version,
        BrokenReason = polled.BrokenReason,
        Google = Google.WithPollMarksOf(polled.Google),
        Company = Company.WithPollMarksOf(polled.Company),
    };

    /// <summary>Whether nothing but polls' marks tells it from <paramref name="other"/>.</summary>
    public bool IsSameButForPolls(CaseMapping other) => WithPollMarksOf(other) == other;

    /// <summary>
    /// After a restore: the tasks of what waited have run by now, and did what the ledger does not know.
    /// </summary>
    public CaseMapping WithTasksForgotten()
    {
        static SideProgress Forgotten(SideProgress side) =>
            side.DirtySince is null ? side : side with { QueuedVersion = null };

        return this with { Google = Forgotten(Google), Company = Forgotten(Company) };
    }

    public CaseRef? RefOn(Side side) => side == Side.Google ? GoogleCaseName : CompanyCaseId;

    public CaseMapping WithRef(CaseRef id) => id switch
    {
        GoogleCaseName name => this with { GoogleCaseName = name },
        CompanyCaseId company => this with { CompanyCaseId = company },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
