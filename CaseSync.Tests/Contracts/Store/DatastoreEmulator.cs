using CaseSync.Tests.Builders;
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

    // gcloud puts itself into a group of its own.
    private const string Script =
        "gcloud emulators firestore start --database-mode=datastore-mode --host-port=$0 </dev/null & cat >/dev/null; "
        + "kill -s TERM -- -$! -$$";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private RealPart? _emulator;
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
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<string> StartAsync(CancellationToken cancel)
    {
        SkipWhereMissing();
        var host = $"127.0.0.1:{RealPart.FreePort()}";
        _emulator = await RealPart.StartAsync(Script, Ready, [host], cancel);
        return host;
    }

    private static void SkipWhereMissing()
    {
        var gcloud = RealPart.FindOnPath("gcloud");
        Assert.SkipWhen(gcloud is null, "gcloud is not installed: Google's Datastore emulator is part of it.");
        Assert.SkipWhen(
            RealPart.FindOnPath("java") is null, "Java is not installed: Google's Datastore emulator runs on it.");
        Assert.SkipWhen(
            RealPart.FindOnPath("setsid") is null, "setsid is not installed: the emulator ends as a group.");
        var sdk = Path.GetDirectoryName(Path.GetDirectoryName(gcloud))!;
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(sdk, "platform", Component)), $"gcloud has no component {Component}.");
    }
}
