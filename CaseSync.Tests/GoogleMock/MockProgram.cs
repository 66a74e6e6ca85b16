using System.Net;
using System.Net.Sockets;

namespace CaseSync.Tests.GoogleMock;

/// <summary>A mock's whole program, run in this process until it ends.</summary>
internal static class MockProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <returns>The exit code. An exception that would end the program comes out of this.</returns>
    public static async Task<int> RunAsync<TService>(params string[] arguments)
    {
        var assembly = typeof(TService).Assembly;
        string[] all =
        [
            $"--applicationName={assembly.GetName().Name}", $"--contentRoot={AppContext.BaseDirectory}",
            "--Logging:LogLevel:Default=None", .. arguments,
        ];
        var code = await Task.Run(() => assembly.EntryPoint!.Invoke(null, [all]))
            .WaitAsync(s_patience, TimeProvider.System);
        return Assert.IsType<int>(code);
    }

    /// <summary>Runs it while its place among the local ports is held on the loopback address.</summary>
    /// <param name="offset">Its place: so far above CASESYNC_PORT_BASE.</param>
    public static async Task<int> RunOnAHeldPortAsync<TService>(int offset)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        return await RunAsync<TService>($"--CASESYNC_PORT_BASE={port - offset}");
    }
}
