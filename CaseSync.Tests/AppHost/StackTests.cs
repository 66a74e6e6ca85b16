using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Testing;
using CaseSync.AppHost;
using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.AppHost;

/// <summary>The whole stack as real processes: few and slow.</summary>
public sealed class StackTests
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(3); // CI builds and tests on two cores.
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Test_ThatStartsTheStack_ReachesEveryService()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CaseSync_AppHost>(
            [$"--CASESYNC_PORT_BASE={TestPorts.FreeBase()}", "--CASESYNC_STORE=Sqlite"]);
        await using var app = await builder.BuildAsync();
        using var limit = new CancellationTokenSource(s_startLimit);

        await app.StartAsync(limit.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("poller", limit.Token);

        foreach (var service in new[] { "crm-mock", "google-mock", "outage-proxy", "syncer", "poller" })
        {
            using var client = app.CreateHttpClient(service);
            using var answer = await client.GetAsync("/alive", limit.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("TERM", 0)]
    [InlineData("INT", 0)]
    [InlineData("KILL", 137)]
    public async Task Host_ThatEnds_LeavesNoProcess(string signal, int exitCode)
    {
        var marked = new MarkedProcesses($"{nameof(Host_ThatEnds_LeavesNoProcess)}-{signal}");
        using var host = StartHost(TestPorts.FreeBase(), marked);
        await ReadUntilAsync(host, "CaseSync is up");
        Assert.True(marked.Find().Count > 5, "Five services and the host are processes.");

        using var kill = Process.Start("kill", [$"-{signal}", $"{host.Id}"]);
        await host.WaitForExitAsync(new CancellationTokenSource(s_stopLimit).Token);

        Assert.Equal(exitCode, host.ExitCode);
        await marked.AssertGoneAsync(s_stopLimit);
    }

    [Fact]
    public async Task Host_APortIsHeld_SaysSoInOneLineAndExitsWith1()
    {
        var portBase = TestPorts.FreeBase();
        using var holder = new TcpListener(IPAddress.Loopback, new LocalPorts(portBase).Syncer);
        holder.Start();
        using var host = StartHost(portBase, new MarkedProcesses("held-port"));

        var error = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync(new CancellationTokenSource(s_stopLimit).Token);

        Assert.Equal(1, host.ExitCode);
        Assert.StartsWith(
            $"Port {portBase + 12}, on which syncer is to listen, is held by process", error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
    }

    private static Process StartHost(int portBase, MarkedProcesses marked)
    {
        var output = BuiltProject.OutputOf(BuiltProject.Find("CaseSync.Poller"))
            .Replace("CaseSync.Poller", "CaseSync.AppHost", StringComparison.Ordinal);
        return Process.Start(new ProcessStartInfo(DotnetHost.Path, [output])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["CASESYNC_PORT_BASE"] = $"{portBase}",
                ["CASESYNC_STORE"] = "Sqlite",
                ["CASESYNC_DASHBOARD"] = "off",
                [MarkedProcesses.Variable] = marked.Mark,
            },
        })!;
    }

    private static async Task ReadUntilAsync(Process host, string start)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        var read = new List<string>();
        do
        {
            read.Add(await host.StandardOutput.ReadLineAsync(limit.Token)
                ?? $"(ended: {await host.StandardError.ReadToEndAsync(limit.Token)})");
            Assert.False(read[^1].StartsWith("(ended", StringComparison.Ordinal), string.Join('\n', read));
        }
        while (!read[^1].StartsWith(start, StringComparison.Ordinal));
    }
}
