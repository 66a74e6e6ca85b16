using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>
/// What is none of the connector's: it was closed, or a month old, before the connector began, or began anew with a
/// wiped store.
/// </summary>
internal static class Forgotten
{
    /// <summary>It was a month old then; or closed, and nobody woke it before it was.</summary>
    public static bool Is(World world, ServerCase held) => WasClosedBefore(world, held)
        || (world.Store.BegunAnewAt is { } begunAt && (WasOld(held, begunAt) || SleptOn(held)));

    private static bool SleptOn(ServerCase held) =>
        held.WasClosedAtLoss && (held.AwokenAt is not { } awokenAt || WasOld(held, awokenAt));

    private static bool WasOld(ServerCase held, long time) => held.IsOld(SimulatedClock.Start + new TimeSpan(time));

    /// <summary>By clocks that are apart it was closed before the installation.</summary>
    public static bool WasClosedBefore(World world, ServerCase held) => held.Current.State == CaseState.Closed
        && held.Current.UpdatedAt < world.Store.Content.Global?.InstalledAt;
}
