using Aspire.Hosting.ApplicationModel;
using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting;

/// <summary>The model as plain processes on this machine. This folder holds the members of Aspire's public API that
/// Program.cs and the tests use, under Aspire's own names, and no others.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly LocalRun _run;
    private readonly TestedEntryPoint? _test;

    internal DistributedApplication(LocalRun run, TestedEntryPoint? test)
    {
        (_run, _test) = (run, test);
        ResourceNotifications = new ResourceNotificationService(run);
    }

    public ResourceNotificationService ResourceNotifications { get; }

    internal LocalRun LocalRun => _run;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        new LocalBuilder(args, TestedEntryPoint.Current);

    /// <summary>Runs until Ctrl+C or SIGTERM; what keeps it from starting is one sentence and exit code 1.</summary>
    public void Run()
    {
        if (_test is not null)
        {
            _test.WaitForTheTestToEnd(); // It starts and stops the application itself.
        }
        else
        {
            Environment.ExitCode = _run.RunUntilStoppedAsync().GetAwaiter().GetResult();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => _run.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => _run.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        _test?.End();
    }
}
