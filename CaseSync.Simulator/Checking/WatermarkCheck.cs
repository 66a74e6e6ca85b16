using CaseSync.Core.Mappings;
using CaseSync.Core.Polling;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>A watermark never passes a change that is neither applied nor waiting.</summary>
internal static class WatermarkCheck
{
    // A system's 200 s and a host's 60 s, each either way, a fault's 90 s, and the minute.
    private static readonly TimeSpan s_clocksApartMax = TimeSpan.FromMinutes(8);

    public static void Check(World world, GlobalState global)
    {
        Check(world, world.Google, global.GoogleLastPolledAt);
        Check(world, world.Crm, global.CompanyLastPolledAt);
    }

    private static void Check(World world, CaseServer server, DateTimeOffset? watermark)
    {
        // What is younger than this will be searched for again.
        if (watermark - PollWindow.Overlap(world.Plan.Polling.WindowOf(server.Side),
            server.Settings.Traits) is not { } searchedFrom)
        {
            return;
        }

        foreach (var held in server.Cases)
        {
            if (held.IsGone || !held.Current.IsSyncRequested || !(held.Current.UpdatedAt <= searchedFrom))
            {
                continue;
            }

            // Of a counterpart that no mapping knows yet the case of which it was made tells; of a clone, its original.
            var content = world.Store.Content;
            var mapping = content.Identities.GetValueOrDefault(held.Identity)?.MappingId is { } id
                ? content.Mappings.GetValueOrDefault(id)
                : null;
            if (mapping is null
                ? held.IsOurs || held.IsClone
                : IsKnown(mapping.On(server.Side), VersionOf(held)) || WillBeReadWhole(mapping, content.Global))
            {
                continue;
            }

            // After a loss of the store a case may wait with its counterpart.
            var isLost = world.Store.Losses > 0
                && world.AllCounterpartsOf(held).Any(other => content.Identities.ContainsKey(other.Identity));
            isLost |= mapping is null && (held.WasFlaggedLate || Forgotten.Is(world, held));
            // Clean-up notes no version of a case that does not say when it changed.
            isLost |= held.HidesUpdateTime && world.Store.HasBuried(held.Current.Ref);
            if (!isLost && held.Current.UpdatedAt > world.Store.BuriedVersionOf(held.Current.Ref))
            {
                world.Checks.Violate(
                    Rules.Watermark,
                    $"{server.Side} {held.Current.Ref} changed {held.Current.UpdatedAt:dd HH:mm:ss.fff}, seen "
                        + $"{mapping?.On(server.Side).SeenVersion:dd HH:mm:ss.fff},"
                    + $" next search from {searchedFrom:dd HH:mm:ss.fff}");
            }
        }
    }

    // A pair of another epoch that waits with one side is read whole, and then its other side's turn comes.
    private static bool WillBeReadWhole(CaseMapping mapping, GlobalState? global) => mapping.Epoch != global?.Epoch
        && (mapping.Google.DirtySince is not null || mapping.Company.DirtySince is not null);

    // Of a case that does not say when it changed, the version is the minute of the poll that saw it, by that poller's
    // clock.
    private static DateTimeOffset? VersionOf(ServerCase held) =>
        held.HidesUpdateTime ? held.Current.UpdatedAt - s_clocksApartMax : held.Current.UpdatedAt;

    // Seen by a poll, or read by a sync before a poll saw it.
    private static bool IsKnown(SideProgress side, DateTimeOffset? version) =>
        side.SeenVersion >= version || side.QueuedVersion >= version;
}
