using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Poller;

/// <summary>
/// What a webhook starts: the case is read, and handled as a poll that had found it would. A hint only, which saves the
/// wait for the next poll: nothing of what it says is taken over, and nothing is lost where it does not come.
/// </summary>
internal sealed class HearOfChange(ICrm crm, PollForUpdates poll)
{
    public Task<PollReport> RunAsync(CompanyCaseId id, CancellationToken cancel) => poll.RunAsync(crm, id, cancel);
}
