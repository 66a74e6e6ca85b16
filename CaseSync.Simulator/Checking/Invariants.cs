using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>What must be true once all faults are over and everything had its time.</summary>
internal static class Invariants
{
    public static void Check(World world)
    {
        foreach (var google in world.Google.Cases)
        {
            CheckCase(world, google);
        }

        foreach (var company in world.Crm.Cases)
        {
            CheckCase(world, company);
        }

        StoreInvariants.Check(world);
    }

    private static void CheckCase(World world, ServerCase held)
    {
        var counterparts = world.CounterpartsOf(held).ToList();
        if (held.IsOurs)
        {
            if (counterparts.Count == 0 && !IsGoneFor(world, held))
            {
                world.Checks.Violate("unexpected case", $"{held.Current.Ref} is ours and nobody's counterpart");
            }

            return;
        }

        if (held.IsClone)
        {
            CloneInvariants.Check(world, held, counterparts);
            return;
        }

        if (counterparts.Count > 1)
        {
            world.Checks.Violate("case duplicated", $"{held.Current.Ref} became {string.Join(" and ", counterparts.Select(c => c.Current.Ref))}");
        }
        else if (counterparts.Count == 0 && !held.IsGone && held.Current.IsSyncRequested)
        {
            world.Checks.Violate("case lost", $"{held.Current.Ref} has no counterpart");
        }
        else if (counterparts is [var only] && !held.IsGone)
        {
            PairInvariants.Check(world, new Pair(held, only));
        }
    }

    private static bool IsGoneFor(World world, ServerCase held) =>
        held.IsGone || world.Google.Cases.Any(other => other.IsGone) || world.Crm.Cases.Any(other => other.IsGone);
}

/// <param name="Original">Which people opened.</param>
/// <param name="Made">Which the connector made of it.</param>
internal sealed record Pair(ServerCase Original, ServerCase Made)
{
    public ServerCase Google => Original.Current.Ref is GoogleCaseName ? Original : Made;

    public ServerCase Company => Original.Current.Ref is GoogleCaseName ? Made : Original;

    public ServerCase On(Side side) => side == Side.Google ? Google : Company;

    public override string ToString() => $"{Google.Current.Ref} / {Company.Current.Ref}";
}
