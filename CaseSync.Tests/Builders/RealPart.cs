using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CaseSync.Tests.Builders;

/// <summary>
/// A real server, started by a shell that says something once it is up, and ended with all that it started when the
/// tests end, be it by dying: the shell is to live until its input is closed.
/// </summary>
internal sealed class RealPart : IAsyncDisposable
{
    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_stopMax = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private RealPart(Process process) => _process = process;

    /// <param name="script">For <c>sh -c</c>, in a process group of its own (<c>$$</c>).</param>
    /// <param name="ready">What its output says when the server is up.</param>
    /// <param name="arguments"><c>$0</c> and so on.</param>
    public static async Task<RealPart> StartAsync(
        string script, string ready, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "sh", "-c", script }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var said = new StringBuilder();
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
        var ends = 0;
        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (said) { said.AppendLine(line.Data); }
            var isOver = line.Data is null && Interlocked.Increment(ref ends) == 2; // Output and errors.
            if (isOver || line.Data?.Contains(ready, StringComparison.Ordinal) == true) { isUp.TrySetResult(); }
        }

        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var part = new RealPart(process);
        try
        {
            await isUp.Task.WaitAsync(s_startMax, cancel);
            lock (said)
            {
                Assert.True(said.ToString().Contains(ready, StringComparison.Ordinal), $"It ended: {said}");
            }

            return part;
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Null where it is not installed.</summary>
    public static string? FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => new FileInfo(Path.Combine(folder, program)))
        .Where(file => file.Exists)
        .Select(file => file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName)
        .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(s_stopMax);
        _process.Dispose();
    }
}
