using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// What counts as an item's own fault. 401, 403 and a missing parent never do: they are ours or the system's.
/// </summary>
public static class RefusalRule
{
    private static readonly TimeSpan s_failingMax = TimeSpan.FromHours(24);

    /// <summary>Why the item is refused for good; null when it is worth another try.</summary>
    /// <param name="failingSince">Since when the side answers 5xx for this very step; null if it does not.</param>
    /// <param name="servedAt">When its side last took a write of any case; null if it is not known to have taken
    /// one.</param>
    public static string? FindReason(
        DateTimeOffset? failingSince, RemoteCallException error, DateTimeOffset now,
        DateTimeOffset? servedAt) => error switch
        {
            // A closed case may refuse the rest: a precondition that no retry brings back.
            { Failure: RemoteFailure.Rejected } or { Failure: RemoteFailure.Conflict, Status: 400 } =>
                $"The other system answered {error.Status}.",
            { Failure: RemoteFailure.Unavailable, Status: >= 500 } when failingSince is { } since
                && now - since >= s_failingMax && servedAt > since =>
                $"The other system has answered {error.Status} for 24 hours.",
            _ => null,
        };

    /// <summary>Whether a comment or a file of the case is refused for good.</summary>
    /// <param name="ledger">All that is unfinished at the least.</param>
    /// <param name="changed">What this sync made of some of it.</param>
    public static bool AnyRefused(MirrorLedger ledger, IEnumerable<MirroredItem> changed) =>
        new MirrorLedger(ledger.Items.Concat(changed)).Items.Any(IsRefused);

    public static bool IsRefused(MirroredItem item) =>
        item is { State: ItemState.Refused, Key.Kind: ItemKind.Comment or ItemKind.Attachment };
}
