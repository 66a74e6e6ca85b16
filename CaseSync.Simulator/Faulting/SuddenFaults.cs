using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Faulting;

/// <summary>The faults that happen at once and are over.</summary>
internal static class SuddenFaults
{
    public static void Happen(World world, PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.HostCrash:
                world.Fleet.Crash((int)(fault.Chance % 4));
                break;
            case FaultKind.PollTwice:
                world.Schedule.StartPollNow(fault.Target == Target.Google ? Side.Google : Side.Company);
                break;
            case FaultKind.StoreWiped:
                world.Store.Wipe();
                break;
            case FaultKind.StoreRestored:
                world.Store.Restore();
                break;
            case FaultKind.ItemAlwaysFails:
                world.People.WritePoison(fault);
                break;
            case FaultKind.CaseGone:
                world.People.Remove(fault);
                break;
        }
    }
}
