using CaseSync.Tests.Builders;
using CaseSync.Tests.Conformance;

[assembly: AssemblyFixture(typeof(RequestTrackerServer))]

namespace CaseSync.Tests.Conformance;

/// <summary>
/// A real Request Tracker with a database of its own, started by the first test that asks and ended with the tests.
/// </summary>
public sealed class RequestTrackerServer : IAsyncLifetime
{
    private const string Program = "/usr/share/request-tracker5/libexec/rt-server";

    private const string Script =
        "bash \"$0\" serve \"$1\" \"$2\" </dev/null & cat >/dev/null; kill -s TERM $!; wait $!";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _folder = "";
    private RealPart? _server;
    private Uri? _address;

    private string Home => Path.Combine(_folder, "rt");

    /// <summary>Starts it where it does not run yet; skips the test where it is not installed.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (_address is null)
            {
                Assert.SkipUnless(
                    File.Exists(Program),
                    "Request Tracker is not installed: scripts/request-tracker.sh install (root, Debian).");
                _folder = Directory.CreateTempSubdirectory("casesync-rt-").FullName; // A new one each time.
                var port = RealPart.FreePort();
                var script = Path.Combine(Repository.Root, "scripts", "request-tracker.sh");
                _server = await RealPart.StartAsync(Script, "READY", [script, Home, $"{port}"], cancel);
                _address = new Uri($"http://127.0.0.1:{port}/");
            }

            return _address;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The token of a login: <c>casesync</c>, or <c>ann</c>, who is a person.</summary>
    public string TokenOf(string login) => File.ReadAllText(Path.Combine(Home, $"token.{login}")).Trim();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        _gate.Dispose();
    }
}
