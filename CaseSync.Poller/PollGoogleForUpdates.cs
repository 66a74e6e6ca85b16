using CaseSync.Core.Doors;

namespace CaseSync.Poller;

/// <summary>Guide: PollGoogleForUpdates, every 60 s.</summary>
internal sealed class PollGoogleForUpdates(ICustomerCare customerCare, PollForUpdates poll)
{
    public Task<PollReport> RunAsync(CancellationToken cancel) => poll.RunAsync(customerCare, cancel);
}
