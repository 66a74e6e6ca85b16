using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceNotificationService
{
    private readonly LocalRun _run;

    internal ResourceNotificationService(LocalRun run) => _run = run;

    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        _run.Find(resourceName).WaitUntilHealthyAsync(cancellationToken);
}
