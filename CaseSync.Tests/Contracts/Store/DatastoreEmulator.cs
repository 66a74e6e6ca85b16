using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CaseSync.Tests.Contracts.Store;

[assembly: AssemblyFixture(typeof(DatastoreEmulator))]

namespace CaseSync.Tests.Contracts.Store;

/// <summary>
/// Google's emulator of Firestore in Datastore mode, started by the first test that asks and ended with the tests; or
/// the one that <c>DATASTORE_EMULATOR_HOST</c> names. Each test takes a namespace of its own in it.
/// </summary>
public sealed class DatastoreEmulator : IAsyncLifetime
{
    private const string Ready = "is now running";
    private const string Component = "cloud-firestore-emulator";

    // All ends when this process closes the shell's input, be it by dying. gcloud puts itself into a group of its own.
    private const string Script =
        "gcloud emulators firestore start --database-mode=datastore-mode --host-port=$0 </dev/null & cat >/dev/null; "
        + "kill -s TERM -- -$! -$$";

    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_stopMax = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Process? _process;
    private string? _host;

    /// <summary><c>host:port</c>; skips the test where a part of the emulator is missing.</summary>
    public async Task<string> HostAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return _host ??= Environment.GetEnvironmentVariable("DATASTORE_EMULATOR_HOST") is { Length: > 0 } given
                ? given
                : await StartAsync(cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(s_stopMax);
            process.Dispose();
        }

        _gate.Dispose();
    }

    private async Task<string> StartAsync(CancellationToken cancel)
    {
        SkipWhereMissing();
        var host = $"127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("setsid")
        {
            ArgumentList = { "sh", "-c", Script, host },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var said = new StringBuilder();
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said) { said.AppendLine(line.Data); }
            if (line.Data is null || line.Data.Contains(Ready, StringComparison.Ordinal)) { isUp.TrySetResult(); }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await isUp.Task.WaitAsync(s_startMax, cancel);
        lock (said)
        {
            Assert.True(said.ToString().Contains(Ready, StringComparison.Ordinal), $"The emulator ended: {said}");
        }

        return host;
    }

    private static void SkipWhereMissing()
    {
        var gcloud = FindOnPath("gcloud");
        Assert.SkipWhen(gcloud is null, "gcloud is not installed: Google's Datastore emulator is part of it.");
        Assert.SkipWhen(FindOnPath("java") is null, "Java is not installed: Google's Datastore emulator runs on it.");
        Assert.SkipWhen(FindOnPath("setsid") is null, "setsid is not installed: the emulator ends as a group.");
        var sdk = Path.GetDirectoryName(Path.GetDirectoryName(gcloud))!;
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(sdk, "platform", Component)), $"gcloud has no component {Component}.");
    }

    private static string? FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => new FileInfo(Path.Combine(folder, program)))
        .Where(file => file.Exists)
        .Select(file => file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName)
        .FirstOrDefault();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
