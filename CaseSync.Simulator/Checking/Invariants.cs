using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
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
        if (world.Plan.IsBeyondSettle && world.Checks.Duplicates != world.Scheduler.AmbiguousWrites)
        {
            world.Checks.Violate(
                Rules.DuplicatesCounted,
                $"{world.Checks.Duplicates} duplicates, {world.Scheduler.AmbiguousWrites} counted");
        }
    }

    // A lost store that does not know our account takes our Google case for a person's (where its CRM case names it not
    // yet), and pairs it so. A restored one knows a counterpart that is gone by now, and gives the pair up.
    private static bool IsAnothers(World world, ServerCase held, ServerCase made) => world.Store.Losses > 0
        && world.Store.FindMapping(made.Current.Ref) is { } mapping
        && ((mapping.BrokenReason is not null && world.AllCounterpartsOf(held).Any(other => other.IsGone))
            || (!world.Google.Settings.KnowsOwnAccount
                && mapping.RefOn(held.Current.Ref.Side)?.Equals(held.Current.Ref) == false));

    private static void CheckCase(World world, ServerCase held)
    {
        var counterparts = world.CounterpartsOf(held).ToList();
        if (held.IsOurs)
        {
            if (!held.IsGone && !world.AllCounterpartsOf(held).Any())
            {
                world.Checks.Violate(Rules.UnexpectedCase, $"{held.Current.Ref} is ours and nobody's counterpart");
            }

            return;
        }

        if (held.IsClone)
        {
            CloneInvariants.Check(world, held, counterparts);
            return;
        }

        if (!held.WasFlagged && counterparts.Count > 0)
        {
            world.Checks.Violate(Rules.NothingUnflagged, $"{held.Current.Ref} became {counterparts[0].Current.Ref}");
        }

        // What was deleted is not made again.
        var isForgotten = held.WasFlaggedLate || Forgotten.Is(world, held) || world.AllCounterpartsOf(held).Any();
        if (counterparts.Count > 1)
        {
            world.Checks.Once(
                counterparts.Count, Rules.CaseDuplicated,
                $"{held.Current.Ref} became {string.Join(" and ", counterparts.Select(c => c.Current.Ref))}");
        }
        else if (counterparts.Count == 0 && !held.IsGone && held.Current.IsSyncRequested && !isForgotten
            && !Refusals.AwaitsRefusal(world, held) && !Refusals.WasRefused(world, held, ItemKind.Case, held.Identity))
        {
            world.Checks.Violate(Rules.CaseLost, $"{held.Current.Ref} has no counterpart");
        }

        // Of two, which there may be only beyond the settle time, the one that the connector goes on with.
        var made = counterparts.Find(
            other => world.Store.FindMapping(other.Current.Ref)?.RefOn(held.Current.Ref.Side) is not null)
            ?? counterparts.FirstOrDefault();
        if (made is not null && !held.IsGone && !IsAnothers(world, held, made))
        {
            PairInvariants.Check(world, new Pair(held, made));
        }
    }
}

/// <param name="Original">Which people opened.</param>
/// <param name="Made">Which the connector made of it.</param>
internal sealed record Pair(ServerCase Original, ServerCase Made)
{
    public ServerCase Google => Original.Current.Ref is GoogleCaseName ? Original : Made;

    public ServerCase Company => Original.Current.Ref is GoogleCaseName ? Made : Original;

    public bool IsClosed => Original.Current.State == CaseState.Closed && Made.Current.State == CaseState.Closed;

    public ServerCase On(Side side) => side == Side.Google ? Google : Company;

    public override string ToString() => $"{Google.Current.Ref} / {Company.Current.Ref}";
}
