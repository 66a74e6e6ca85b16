using CaseSync.Core.Doors;

namespace CaseSync.Poller;

/// <summary>Guide: PollCompanyForUpdates, every 60 s.</summary>
internal sealed class PollCompanyForUpdates(ICrm crm, PollForUpdates poll)
{
    public Task<PollReport> RunAsync(CancellationToken cancel) => poll.RunAsync(crm, cancel);
}
