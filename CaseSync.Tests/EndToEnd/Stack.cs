using Aspire.Hosting;
using Aspire.Hosting.Testing;
using CaseSync.AppHost;
using CaseSync.Tests.AppHost;

namespace CaseSync.Tests.EndToEnd;

/// <summary>All processes of a local run, started through the host's own model on ports of their own; or those that
/// run already, which a test leaves as they are.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(3); // CI builds and tests on two cores.

    private readonly DistributedApplication? _application;

    private Stack(LocalPorts ports, DistributedApplication? application) =>
        (Ports, _application) = (ports, application);

    public LocalPorts Ports { get; }

    public string Crm => Address(Ports.CrmMock);

    public string Google => Address(Ports.GoogleMock);

    public string Poller => Address(Ports.Poller);

    public string OutageProxy => Address(Ports.ProxyControl);

    public string Dashboard => Address(Ports.Dashboard);

    /// <summary>The one that listens where CASESYNC_PORT_BASE says.</summary>
    public static Stack Running()
    {
        var portBase = Environment.GetEnvironmentVariable("CASESYNC_PORT_BASE");
        return LocalPorts.TryRead(portBase, out var ports, out var refusal)
            ? new Stack(ports, null)
            : throw new InvalidOperationException(refusal);
    }

    public static Task<Stack> StartAsync(string store, CancellationToken cancellationToken) =>
        StartAsync(store, new Dictionary<string, string?>(), cancellationToken);

    public static async Task<Stack> StartAsync(
        string store, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var ports = new LocalPorts(TestPorts.FreeBase());
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CaseSync_AppHost>(
            [
                $"--CASESYNC_PORT_BASE={ports.Base}", $"--CASESYNC_STORE={store}",
                .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            ],
            cancellationToken);
        var application = await builder.BuildAsync(cancellationToken);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_startLimit);
            await application.StartAsync(limit.Token);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("poller", limit.Token);
            return new Stack(ports, application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Address(int port) => $"http://127.0.0.1:{port}";
}
