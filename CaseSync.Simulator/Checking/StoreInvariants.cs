using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
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
            if (mapping.BrokenReason is null && MayWait(world, mapping))
            {
                continue;
            }

            CheckItems(world, mapping);
            var isDirty = mapping.Google.DirtySince is not null || mapping.Company.DirtySince is not null
                || mapping.IsUnqueued;
            if (mapping.BrokenReason is null && isDirty)
            {
                world.Checks.Violate(
                    Rules.Convergence,
                    $"{mapping.Id} still waits: Google {mapping.Google.DirtySince:O} {mapping.Google.LastError}, "
                        + $"Company {mapping.Company.DirtySince:O} {mapping.Company.LastError}");
            }
        }

        if (world.Queue.FindWaiting(id => !MayWait(world, id)) is { } waiting)
        {
            world.Checks.Violate(Rules.TasksEnd, $"{waiting.Case} still waits, and {world.Queue.Waiting - 1} others");
        }
    }

    private static bool MayWait(World world, CaseRef id)
    {
        var held = world.ServerOf(id.Side).FindEver(CaseServer.KeyOf(id));
        ServerCase[] pair = held is null ? [] : [held, .. world.AllCounterpartsOf(held)];
        return Refusals.AwaitsRefusal(world, pair) || pair is [var only] && ServerRules.IsUnmakeable(only)
            || pair.Any(one => one.Current.Ref.Side == Side.Google && Refusals.AwaitsAccount(world, one));
    }

    // Without a counterpart nothing can be copied: such a case stays late, and whoever works on it is told.
    private static bool MayWait(World world, CaseMapping mapping) => IsUnmakeable(world, mapping)
        || AwaitsRefusal(world, mapping) || Refusals.AwaitsAccount(world, GoogleOf(world, mapping));

    private static bool IsUnmakeable(World world, CaseMapping mapping) =>
        (mapping.GoogleCaseName is null || mapping.CompanyCaseId is null)
        && (GoogleOf(world, mapping) ?? world.Crm.FindEver(mapping.CompanyCaseId!.Value)) is { } source
        && ServerRules.IsUnmakeable(source);

    private static ServerCase? GoogleOf(World world, CaseMapping mapping) =>
        mapping.GoogleCaseName is { } google ? world.Google.FindEver(google.Number) : null;

    private static bool AwaitsRefusal(World world, CaseMapping mapping) => Refusals.AwaitsRefusal(
        world,
        GoogleOf(world, mapping),
        mapping.CompanyCaseId is { } company ? world.Crm.FindEver(company.Value) : null);

    // There is nothing left to say: all is well again, or the case was closed again. What may have been said of a
    // reopening stays so.
    private static bool IsOver(CaseMapping mapping, ItemKey notice, ItemState state) => notice.Kind == ItemKind.Notice
        && (notice.SourceId.StartsWith("late:", StringComparison.Ordinal)
            ? state == ItemState.Planned
                && (mapping.LateSince is not { } since || notice.SourceId != OutageDecision.LateAbout(since))
            : notice.SourceId.StartsWith("reopened:", StringComparison.Ordinal)
                && mapping.Google.State == mapping.Company.State);

    private static void CheckItems(World world, CaseMapping mapping)
    {
        if (!world.Store.Content.Items.TryGetValue(mapping.Id, out var items))
        {
            return;
        }

        foreach (var item in items.Values.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal))
        {
            // Paused: what is planned goes on with the flag. Given up: with the next change.
            var mayGoOn = mapping.IsPaused || mapping.BrokenReason is not null;
            if (item.State is ItemState.Intent or ItemState.Planned && !mayGoOn
                && !IsOver(mapping, item.Key, item.State))
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
