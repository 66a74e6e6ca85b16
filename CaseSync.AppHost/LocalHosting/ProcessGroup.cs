using System.Diagnostics;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>A process and all that it starts, which end with this object. They also end when the host is gone, however
/// it went, since a watcher among them reads a pipe that only the host holds open: process-group.sh.</summary>
internal sealed class ProcessGroup : IAsyncDisposable
{
    private static readonly string s_script = ReadScript();

    private static readonly TimeSpan s_endWithin = TimeSpan.FromSeconds(5);

    // What makes the leader of a new session: on Linux setsid, on macOS Perl.
    private static readonly string[][] s_leaders =
    [
        ["/usr/bin/setsid"],
        ["/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die"],
    ];

    private readonly Process _leader;
    private readonly Task _output;
    private bool _isDisposed;

    private ProcessGroup(Process leader, Action<string> writeLine)
    {
        _leader = leader;
        _output = Task.WhenAll(
            PumpAsync(leader.StandardOutput, writeLine),
            PumpAsync(leader.StandardError, writeLine));
    }

    public static ProcessGroup Start(
        string command,
        IReadOnlyList<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> variables,
        Action<string> writeLine)
    {
        var leader = Array.Find(s_leaders, candidate => File.Exists(candidate[0])) ?? throw new CannotRunException(
            "A local run needs setsid or Perl, as Linux and macOS have; elsewhere run it with UseAspire=true.");
        string[] all = [.. leader[1..], "/bin/sh", "-c", s_script, "sh", command, .. arguments];
        var start = new ProcessStartInfo(leader[0], all)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where the host itself would listen, were it Aspire's, is no business of what it starts.
        foreach (var name in start.Environment.Keys.Where(
            name => name == "ASPNETCORE_URLS" || name.StartsWith("ASPIRE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new ProcessGroup(Process.Start(start)!, writeLine);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _leader.WaitForExitAsync(cancellationToken);
        return _leader.ExitCode;
    }

    /// <summary>Asks all of them to stop, and ends those that have not within the time given.</summary>
    public async Task StopAsync(TimeSpan within, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(within, clock);
        try
        {
            await _leader.StandardInput.WriteLineAsync("stop");
            await _leader.StandardInput.FlushAsync(limit.Token);
            await _leader.WaitForExitAsync(limit.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Gone already, or too slow: the pipe's end below leaves nobody.
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _leader.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_endWithin);
        await _leader.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_leader.HasExited)
        {
            _leader.Kill(entireProcessTree: true); // Somebody ended the watcher.
        }

        // Ends when the last of them, the watcher too, has let go of the output.
        await _output.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leader.Dispose();
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> writeLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            writeLine(line);
        }
    }

    private static string ReadScript()
    {
        using var resource = typeof(ProcessGroup).Assembly.GetManifestResourceStream("process-group.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}

/// <summary>Why the host cannot run, as one sentence for the person who started it.</summary>
internal sealed class CannotRunException(string message) : Exception(message);
