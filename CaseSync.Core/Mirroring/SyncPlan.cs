using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>What one sync will do, in order.</summary>
public sealed record SyncPlan
{
    public IReadOnlyList<SyncStep> Steps { get; init; } = [];

    /// <summary>
    /// Ledger entries that need no writing: copies that were found on the target, and what the target is known to
    /// refuse.
    /// </summary>
    public IReadOnlyList<MirroredItem> Settled { get; init; } = [];

    /// <summary>
    /// Why something must wait, in words for an operator; empty when the plan does all there is to do.
    /// </summary>
    public IReadOnlyList<string> Waits { get; init; } = [];

    /// <summary>Whether people changed something: moves <c>newContentAt</c>.</summary>
    public bool HasNewContent { get; init; }

    /// <summary>The priority that both sides have once the plan is carried out; null to leave it.</summary>
    public Priority? Agreed { get; init; }

    /// <summary>Whether this sync has nothing more to do with the source's state.</summary>
    public bool StateIsCarried { get; init; }

    /// <summary>Both sides' states are as they were left on purpose, though they differ.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The other direction's sync has something to do that no poll need have seen.</summary>
    public bool HasWorkForOther { get; init; }

    /// <summary>The CRM's flag is off.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Why the pair is given up; null when it is not.</summary>
    public string? BrokenReason { get; init; }

    public bool IsWhole => Waits.Count == 0;

    public static SyncPlan Paused() => new() { IsPaused = true };

    public static SyncPlan Waiting(string reason) => new() { Waits = [reason] };
}
