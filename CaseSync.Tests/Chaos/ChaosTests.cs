using System.Globalization;
using CaseSync.Tests.Contracts.Store;
using CaseSync.Tests.EndToEnd;

namespace CaseSync.Tests.Chaos;

/// <summary>
/// The real processes, killed at random while people work and both systems fail: nothing is lost, doubled or out of
/// order. What is done in which order follows from the seed; how it falls together does not.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class ChaosTests(DatastoreEmulator emulator, ITestOutputHelper output)
{
    private const int FirstSeed = 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_KilledOnSqlite_LoseAndDoubleNothing()
    {
        SkipOutsideCi();
        await RunAsync("sqlite", kills: 20, folder => new SqliteChaosStore(folder));
    }

    [Fact]
    public async Task Services_KilledOnGooglesEmulator_LoseAndDoubleNothing()
    {
        SkipOutsideCi();
        var host = await emulator.HostAsync(Cancel);
        await RunAsync("datastore", kills: 10, _ => new DatastoreChaosStore(host, StoreClients.NewNamespace()));
    }

    private async Task RunAsync(string name, int kills, Func<string, ChaosStore> storeIn)
    {
        var (runs, seed) = (Number("CASESYNC_CHAOS_RUNS", 1), Number("CASESYNC_CHAOS_SEED", FirstSeed));
        for (var run = 0; run < runs; run++, seed++)
        {
            var folder = Directory.CreateTempSubdirectory("casesync-chaos-").FullName;
            try
            {
                using var journal = new Journal($"{name}-{seed}");
                output.WriteLine(await new ChaosRun(name, seed, kills, journal).RunAsync(storeIn(folder), folder, Cancel));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void SkipOutsideCi() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("CI") == "true",
        "It takes minutes; CI=true dotnet test --filter \"FullyQualifiedName~ChaosTests\" runs it.");

    private static int Number(string variable, int fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : fallback;
}
