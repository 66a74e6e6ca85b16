using System.Globalization;
using CaseSync.Tests.Contracts.Store;
using CaseSync.Tests.EndToEnd;
using CaseSync.Tests.Simulation;

namespace CaseSync.Tests.Chaos;

/// <summary>
/// The real processes, killed at random while people work and both systems fail: nothing is lost, doubled or out of
/// order. What is done in which order follows from the seed; how it falls together does not.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class ChaosTests(DatastoreEmulator emulator, ITestOutputHelper output)
{
    private const int FirstSeed = 1;
    private const string FolderPrefix = "casesync-chaos-";

    // CI, which has half an hour for everything, kills them less often.
    private static bool IsAskedFor => Environment.GetEnvironmentVariable("CASESYNC_CHAOS_RUNS") is not null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_KilledOnSqlite_LoseAndDoubleNothing()
    {
        SkipUnlessAskedFor();
        await RunAsync(
            "sqlite", new KillPlan(IsAskedFor ? 20 : 8, WithinMs: 5_000), folder => new SqliteChaosStore(folder));
    }

    [Fact]
    public async Task Services_KilledOnGooglesEmulator_LoseAndDoubleNothing()
    {
        SkipUnlessAskedFor();
        var host = await emulator.HostAsync(Cancel);
        await RunAsync(
            "datastore", new KillPlan(IsAskedFor ? 10 : 4, WithinMs: 9_000),
            _ => new DatastoreChaosStore(host, StoreClients.NewNamespace()));
    }

    private async Task RunAsync(string name, KillPlan kills, Func<string, ChaosStore> storeIn)
    {
        var (runs, seed) = (Number("CASESYNC_CHAOS_RUNS", 1), Number("CASESYNC_CHAOS_SEED", FirstSeed));
        for (var last = seed + runs - 1; seed <= last; seed++)
        {
            var folder = NewFolder();
            try
            {
                using var journal = new Journal($"{name}-{seed}");
                var run = new ChaosRun(name, seed, kills, journal);
                output.WriteLine(await run.RunAsync(storeIn(folder), folder, Cancel));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // Named after this process, so that the next one can clear away what a killed one could not.
    private static string NewFolder()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), $"{FolderPrefix}*"))
        {
            var owner = int.Parse(Path.GetFileName(left)[FolderPrefix.Length..], CultureInfo.InvariantCulture);
            if (owner == Environment.ProcessId || !Directory.Exists($"/proc/{owner}"))
            {
                Directory.Delete(left, recursive: true);
            }
        }

        return Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), $"{FolderPrefix}{Environment.ProcessId}")).FullName;
    }

    private static void SkipUnlessAskedFor() => Assert.SkipUnless(
        Runs.IsCi || IsAskedFor, "CI=true, or CASESYNC_CHAOS_RUNS=1, kills real processes for some minutes.");

    private static int Number(string variable, int fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : fallback;
}
