using CaseSync.Core.Doors;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Storing;

namespace CaseSync.Simulator.Checking;

/// <summary>
/// However many items a sync mirrors, it commits twice: its intents with the lease, then what came of them. Apart from
/// these a lease is renewed, and the account that an answer names is stored once for all cases.
/// </summary>
internal sealed class CommitCount(World world)
{
    private const int Most = 2;

    // Each attempt has a token of its own, and nothing else that tells it from the others of its process.
    private readonly Dictionary<CancellationToken, int> _ofAttempt = [];

    public void Add(StoreCommit commit, CancellationToken attempt)
    {
        if (commit.Writes is [StoreWrite.PutGlobal])
        {
            return;
        }

        var count = _ofAttempt[attempt] = _ofAttempt.GetValueOrDefault(attempt) + 1;
        if (count > Most)
        {
            world.Checks.Violate(Rules.TwoCommits, $"{count}: {CommitText.Of(commit)}");
        }
    }

    /// <summary>Whether the commit changes nothing but until when its own lease lasts.</summary>
    public static bool IsRenewal(StoreCommit commit, StoreContent before) =>
        commit.Writes is [StoreWrite.PutMapping { Mapping: { Lease: { } lease } after }]
        && before.Mappings.GetValueOrDefault(after.Id) is { Lease: { } held } mapping
        && lease.Owner == held.Owner && after with { Lease = held } == mapping;
}
