using CaseSync.AppHost;
using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.AppHost;

/// <summary>Port bases for stacks that tests start, apart from each other, from a developer's own run, and from another
/// run of these tests on the same machine.</summary>
internal static class TestPorts
{
    private const int Lowest = 10_000; // Up to 30,000: below the ports that the system hands out.
    private const int Runs = 200;
    private const int BasesPerRun = 4;
    private const int PortsPerBase = 25;

    private static int _taken = Environment.ProcessId % Runs * BasesPerRun;

    public static int FreeBase()
    {
        while (true)
        {
            var place = Interlocked.Increment(ref _taken) % (Runs * BasesPerRun);
            var ports = new LocalPorts(Lowest + (place * PortsPerBase));
            int[] all =
            [
                ports.CrmMock, ports.GoogleMock, ports.Poller, ports.Syncer,
                ports.ProxyControl, ports.ProxyCrm, ports.ProxyGoogle,
            ];
            if (all.All(port => HeldPort.FindHolder(port) is null))
            {
                return ports.Base;
            }
        }
    }
}
