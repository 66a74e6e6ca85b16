using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>Every change ended done, or refused with a reason; nothing is held, nothing waits.</summary>
internal static class StoreInvariants
{
    public static void Check(World world)
    {
        foreach (var mapping in world.Store.Content.Mappings.Values)
        {
            if (mapping.BrokenReason is not null || MayWait(world, mapping))
            {
                continue;
            }

            if (mapping.Google.DirtySince is not null || mapping.Company.DirtySince is not null || mapping.IsUnqueued)
            {
                world.Checks.Violate(
                    Rules.Convergence,
                    $"{mapping.Id} still waits: Google {mapping.Google.DirtySince:O} {mapping.Google.LastError}, Company {mapping.Company.DirtySince:O} {mapping.Company.LastError}");
            }

            if (!mapping.IsPaused)
            {
                CheckItems(world, mapping); // Paused: what is planned goes on with the flag.
            }
        }

        if (world.Queue.FindWaiting(id => !MayWait(world, id)) is { } waiting)
        {
            world.Checks.Violate(Rules.TasksEnd, $"{world.Queue.Waiting} still wait");
        }
    }

    private static bool MayWait(World world, CaseMapping mapping) =>
        AwaitsRefusal(world, mapping) || Refusals.AwaitsAccount(world, GoogleOf(world, mapping));

    private static ServerCase? GoogleOf(World world, CaseMapping mapping) =>
        mapping.GoogleCaseName is { } google ? world.Google.FindEver(google.Number) : null;

    private static bool AwaitsRefusal(World world, CaseMapping mapping) => Refusals.AwaitsRefusal(
        world,
        GoogleOf(world, mapping),
        mapping.CompanyCaseId is { } company ? world.Crm.FindEver(company.Value) : null);

    private static void CheckItems(World world, CaseMapping mapping)
    {
        if (!world.Store.Content.Items.TryGetValue(mapping.Id, out var items))
        {
            return;
        }

        foreach (var item in items.Values.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal))
        {
            if (item is { State: ItemState.Intent or ItemState.Planned, Key.Kind: not ItemKind.Notice })
            {
                world.Checks.Violate(Rules.ItemsEnd, $"{mapping.Id} {item.Key} is {item.State}");
            }
            else if (item is { State: ItemState.Refused, Reason: null })
            {
                world.Checks.Violate(Rules.Reasons, $"{mapping.Id} {item.Key}");
            }
        }
    }
}
