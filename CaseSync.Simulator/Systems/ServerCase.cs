using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Systems;

/// <summary>A comment as its system holds it.</summary>
/// <param name="Order">Counts what the system made; the order of its lists.</param>
/// <param name="MadeAt">When it was written.</param>
/// <param name="VisibleAt">When its list shows it.</param>
/// <param name="SearchableAt">When the search by text finds it.</param>
/// <param name="IsOurs">The connector wrote it.</param>
internal sealed record ServerComment(
    long Order, Comment Shown, long MadeAt, long VisibleAt, long SearchableAt, bool IsOurs);

/// <param name="Content">Stands for the file's bytes.</param>
internal sealed record ServerFile(
    long Order, Attachment Shown, ulong Content, long MadeAt, long VisibleAt, bool IsOurs);

/// <summary>A case as its system holds it.</summary>
internal sealed class ServerCase(string key, SupportCase first)
{
    // What the search knows of the case: each version from an instant on.
    private readonly List<(long From, SupportCase Version)> _index = [];

    /// <summary>The Google case's number, or the CRM's id.</summary>
    public string Key { get; } = key;

    /// <summary>Its identity in the store.</summary>
    public string Identity { get; } = IdentityKey.Of(first.Ref).Value;

    public SupportCase Current { get; private set; } = first;

    /// <summary>The connector made it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>A person copied it from another CRM case, with the name of that one's Google case.</summary>
    public bool IsClone { get; init; }

    /// <summary>With what it answers whenever the connector sets its priority; null: it takes that.</summary>
    public int? PriorityAnswer { get; set; }

    /// <summary>Its system does not tell when it was changed.</summary>
    public bool HidesUpdateTime { get; set; }

    /// <summary>Nor when it was made.</summary>
    public bool HidesCreationTime { get; set; }

    /// <summary>404 from now on.</summary>
    public bool IsGone { get; set; }

    /// <summary>When a person last set or took away its flag.</summary>
    public long FlagSetAt { get; set; }

    /// <summary>Closed when the connector began anew with a wiped store.</summary>
    public bool WasClosedAtLoss { get; private set; }

    /// <summary>When a person first did something to it after that.</summary>
    public long? AwokenAt { get; private set; }

    /// <summary>Since when it is closed; null while it is open.</summary>
    public long? ClosedSince { get; private set; }

    /// <summary>Until when it was closed last; null if it was never reopened.</summary>
    public long? ReopenedAt { get; private set; }

    /// <summary>It ever had the flag.</summary>
    public bool WasFlagged { get; private set; }

    public List<ServerComment> Comments { get; } = [];

    public List<ServerFile> Files { get; } = [];

    /// <summary>A version as others see it.</summary>
    public SupportCase Shown(SupportCase version) => HidesUpdateTime ? version with { UpdatedAt = null }
        : HidesCreationTime ? version with { CreatedAt = null } : version;

    public void TouchedByPerson(long now) => AwokenAt ??= now;

    public void StoreLost() => (WasClosedAtLoss, AwokenAt) = (ClosedSince is not null, null);

    /// <summary>The connector takes none on that was made 30 days ago or earlier.</summary>
    public bool IsOld(DateTimeOffset now) => Current.CreatedAt <= now - s_newMax;

    /// <summary>It got its flag when it was too old to be taken on.</summary>
    public bool WasFlaggedLate => FlagSetAt > 0 && IsOld(SimulatedClock.Start + new TimeSpan(FlagSetAt));

    private static readonly TimeSpan s_newMax = TimeSpan.FromDays(30) - TimeSpan.FromHours(2);

    /// <summary>It was closed at some moment since then.</summary>
    public bool WasClosedAfter(long time) => ClosedSince is not null || ReopenedAt >= time;

    public void Set(SupportCase version, long now, long searchableAt)
    {
        ReopenedAt = Current.State == CaseState.Closed && version.State == CaseState.Open ? now : ReopenedAt;
        ClosedSince = version.State == CaseState.Closed ? ClosedSince ?? now : null;
        WasFlagged |= version.IsSyncRequested;
        Current = version;
        _index.Add((searchableAt, version));
    }

    /// <summary>The newest version that the search shows; null before it shows any.</summary>
    public SupportCase? Indexed(long now)
    {
        for (var i = _index.Count - 1; i >= 0; i--)
        {
            if (_index[i].From <= now)
            {
                if (i > 0)
                {
                    _index.RemoveRange(0, i);
                }

                return _index[0].Version;
            }
        }

        return null;
    }
}
