using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Retention;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Checking;

/// <param name="Rule">Which one; the same for every breach of it.</param>
internal sealed record Violation(string Rule, string What, long At);

/// <summary>What must hold at every moment.</summary>
internal sealed class LiveChecks(World world)
{
    private static readonly TimeSpan s_clocksApart = TimeSpan.FromMinutes(15);
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>With writes that show only after the settle time.</summary>
    public int Duplicates { get; private set; }

    public bool HasViolation => _violations.Count > 0;

    public void Violate(string rule, string what)
    {
        if (world.Plan.Ignore.Contains(rule))
        {
            return;
        }

        _violations.Add(new Violation(rule, what, world.Now));
        world.Log.Write(world.Now, "VIOLATION", $"{rule}: {what}");
    }

    /// <summary>
    /// How often something was made that should be there once; beyond the settle time the rest is counted.
    /// </summary>
    public void Once(int times, string rule, string what)
    {
        if (times > 1 && world.Plan.IsBeyondSettle)
        {
            Duplicates += times - 1;
            world.Log.Write(world.Now, "DUPLICATE", $"{times - 1} too many, {rule}: {what}");
        }
        else if (times > 1)
        {
            Violate(rule, what);
        }
    }

    /// <summary>Always true.</summary>
    public bool Committed(StoreCommit commit)
    {
        foreach (var write in commit.Writes)
        {
            if (write is StoreWrite.DeleteMapping delete)
            {
                Deleting(delete.Mapping, commit);
            }
            else if (write is StoreWrite.PutGlobal put)
            {
                WatermarkCheck.Check(world, put.Global);
            }
        }

        return true;
    }

    // Either 30 days after both sides closed, or because it joins another mapping in this very commit.
    private void Deleting(CaseMapping mapping, StoreCommit commit)
    {
        var joins = commit.Writes.Any(write => write is StoreWrite.PutMapping put && put.Mapping.Id != mapping.Id);
        var isDue = mapping.ResolvedAt is { } resolvedAt
            && resolvedAt + RetentionRule.KeepResolved <= world.Store.Now + s_clocksApart;
        if (!joins && !isDue)
        {
            Violate(Rules.DeletedEarly, $"{mapping.Id}, resolved {mapping.ResolvedAt:O}");
        }
    }
}
