using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.AppHost;

public sealed class HeldPortTests
{
    [Fact]
    public async Task Start_APortIsHeld_IsOneSentenceWithPortHolderAndTheWayOn()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var builder = new LocalBuilder([], null);
        builder.AddExecutable("poller", "/bin/sh", "/", "-c", "sleep 1000")
            .WithHttpEndpoint(port: port, isProxied: false);
        await using var run = LocalRun.Of(builder, isTest: true);

        var refusal = await Assert.ThrowsAsync<CannotRunException>(() => run.StartAsync(CancellationToken.None));

        Assert.StartsWith(
            $"Port {port}, on which poller is to listen, is held by process {Environment.ProcessId} (",
            refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "): end that, or move all ports with CASESYNC_PORT_BASE (5100 unless set).",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_JustLetGo_IsFree()
    {
        int port;
        using (var holder = new TcpListener(IPAddress.Loopback, 0))
        {
            holder.Start();
            port = ((IPEndPoint)holder.LocalEndpoint).Port;
            using var client = new TcpClient("127.0.0.1", port); // Leaves a closing connection behind.
            using var server = holder.AcceptTcpClient();
        }

        Assert.Null(HeldPort.FindHolder(port));
    }
}
