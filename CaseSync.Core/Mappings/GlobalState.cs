using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>The guide's <c>Global</c>: one per store.</summary>
public sealed record GlobalState
{
    /// <summary>When the first poll found an empty store. Cases closed before it are none of ours.</summary>
    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>
    /// Moves when the store may have forgotten something. A mapping of another epoch reads all of both sides before its
    /// first write.
    /// </summary>
    public required long Epoch { get; init; }

    /// <summary>
    /// When this epoch began: nothing is written until SettleTime later, nothing created until the target's search lag
    /// later.
    /// </summary>
    public required DateTimeOffset EpochStartedAt { get; init; }

    /// <summary>Watermark in Google's time: every change before it is applied or waiting.</summary>
    public DateTimeOffset? GoogleLastPolledAt { get; init; }

    /// <summary>Watermark in the CRM's time.</summary>
    public DateTimeOffset? CompanyLastPolledAt { get; init; }

    /// <summary>
    /// When, by our own clock, the poll began that moved Google's watermark last: what outages are told by.
    /// </summary>
    public DateTimeOffset? GooglePolledAt { get; init; }

    /// <summary>The same of the CRM's.</summary>
    public DateTimeOffset? CompanyPolledAt { get; init; }

    /// <summary>Our account at Google as its answers named us; a setting goes before it.</summary>
    public string? LearnedGoogleAccount { get; init; }

    /// <summary>Where the sweep goes on when the last one ran out of time.</summary>
    public string? SweepCursor { get; init; }

    /// <summary>Where the next DetectOutages goes on when the last one had more to say than it may.</summary>
    public string? OutageCursor { get; init; }

    /// <summary>The store's; 0 before the first write.</summary>
    public long Version { get; init; }

    public DateTimeOffset? LastPolledAt(Side side) => side == Side.Google ? GoogleLastPolledAt : CompanyLastPolledAt;

    public DateTimeOffset? PolledAt(Side side) => side == Side.Google ? GooglePolledAt : CompanyPolledAt;

    public GlobalState WithPolled(Side side, DateTimeOffset watermark, DateTimeOffset at) => side == Side.Google
        ? this with { GoogleLastPolledAt = watermark, GooglePolledAt = GooglePolledAt > at ? GooglePolledAt : at }
        : this with { CompanyLastPolledAt = watermark, CompanyPolledAt = CompanyPolledAt > at ? CompanyPolledAt : at };

    /// <summary>The store may have forgotten something.</summary>
    public GlobalState WithNewEpoch(DateTimeOffset now) => this with { Epoch = now.UtcTicks, EpochStartedAt = now };

    /// <summary>The first answer that names us counts; a later one that names another does not.</summary>
    public GlobalState WithLearned(string googleAccount) =>
        this with { LearnedGoogleAccount = LearnedGoogleAccount ?? googleAccount };
}
