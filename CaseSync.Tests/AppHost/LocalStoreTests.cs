using CaseSync.AppHost;

namespace CaseSync.Tests.AppHost;

public sealed class LocalStoreTests
{
    private const string Usable = "";
    private const string NoJava = "gcloud's emulator needs Java, which is not installed here";

    /// <summary>CASESYNC_STORE, CASESYNC_STORE_PATH, DATASTORE_EMULATOR_HOST, what is wrong with gcloud's emulator, and
    /// the store that it comes to.</summary>
    public static TheoryData<string?, string?, string?, string, string> Choices => new()
    {
        { null, null, null, Usable, "Datastore at 127.0.0.1:8432, started: gcloud has the emulator" },
        { null, null, null, NoJava, $"Sqlite in /fresh/5100.db: {NoJava}" },
        { "", "", "", NoJava, $"Sqlite in /fresh/5100.db: {NoJava}" },
        { null, null, "db:81", Usable, "Datastore at db:81, found: as DATASTORE_EMULATOR_HOST says" },
        { null, "/my.db", null, Usable, "Sqlite in /my.db: as CASESYNC_STORE_PATH says" },
        { null, "/my.db", "db:81", Usable, "Datastore at db:81, found: as DATASTORE_EMULATOR_HOST says" },
        { "Sqlite", null, null, Usable, "Sqlite in /fresh/5100.db: as CASESYNC_STORE says" },
        { "Sqlite", "/my.db", "db:81", Usable, "Sqlite in /my.db: as CASESYNC_STORE says" },
        { "Datastore", null, null, Usable, "Datastore at 127.0.0.1:8432, started: gcloud has the emulator" },
        { "Datastore", null, "db:81", NoJava, "Datastore at db:81, found: as DATASTORE_EMULATOR_HOST says" },
        { "Datastore", "/my.db", null, Usable, "Datastore at 127.0.0.1:8432, started: gcloud has the emulator" },
        {
            "Datastore", null, null, NoJava,
            $"CASESYNC_STORE is Datastore, but {NoJava}; mend that, or set CASESYNC_STORE=Sqlite."
        },
        { "sqlite", null, null, Usable, "CASESYNC_STORE is 'sqlite'; it takes Sqlite or Datastore." },
        { null, "my.db", null, Usable, "CASESYNC_STORE_PATH is 'my.db'; it takes an absolute path." },
    };

    [Theory, MemberData(nameof(Choices))]
    public void Choice_OfAStore_FollowsTheEnvironmentThenGcloudThenSqlite(
        string? kind, string? path, string? host, string problem, string expected)
    {
        LocalStore.TryChoose(
            new StoreWish(kind, path, host),
            new LocalPorts(5100),
            () => problem == Usable ? null : problem,
            ports => $"/fresh/{ports.Base}.db",
            out var store,
            out var refusal);

        Assert.Equal(expected, store switch
        {
            LocalStore.Sqlite sqlite => $"Sqlite in {sqlite.Path}: {sqlite.Why}",
            LocalStore.Datastore emulator =>
                $"Datastore at {emulator.Host}, {(emulator.StartsEmulator ? "started" : "found")}: {emulator.Why}",
            _ => refusal,
        });
    }

    [Fact]
    public void Choice_WhereTheEnvironmentSaysAll_DoesNotAskGcloud()
    {
        Assert.True(LocalStore.TryChoose(
            new StoreWish("Sqlite", null, null),
            new LocalPorts(5100),
            () => throw new InvalidOperationException("Asked gcloud."),
            _ => "/fresh.db",
            out _,
            out _));
    }

    [Theory]
    [InlineData(null, "openjdk version \"17.0.15\"", "gcloud is not installed here")]
    [InlineData("{\"core\": \"1\"}", "openjdk version \"17.0.15\"",
        "gcloud lacks its emulator (gcloud components install cloud-firestore-emulator)")]
    [InlineData("{\"cloud-firestore-emulator\": \"1\"}", null, NoJava)]
    [InlineData("{\"cloud-firestore-emulator\": \"1\"}", "java version \"1.8.0_392\"",
        "gcloud's emulator needs Java 17, and this is Java 1")]
    [InlineData("{\"cloud-firestore-emulator\": \"1\"}", "openjdk version \"11.0.2\"",
        "gcloud's emulator needs Java 17, and this is Java 11")]
    [InlineData("{\"cloud-firestore-emulator\": \"1\"}", "openjdk version \"17.0.15\" 2025-04-15", null)]
    [InlineData("{\"cloud-firestore-emulator\": \"1\"}", "openjdk version \"21\" 2023-09-19", null)]
    public void Emulator_OfGcloud_IsUsableOnlyWithItsComponentAndJava(string? gcloud, string? java, string? expected) =>
        Assert.Equal(expected, EmulatorProbe.FindProblem(gcloud, java));

    [Fact]
    public void Sweep_OfFilesOfEndedRuns_LeavesThoseOfRunningOnes()
    {
        var folder = Directory.CreateTempSubdirectory("casesync-sweep-").FullName;
        var running = Path.Combine(folder, $"store-{Environment.ProcessId}.db");
        string[] ended = [Path.Combine(folder, "store-2147483646.db"), Path.Combine(folder, "store-2147483646.db-wal")];
        foreach (var file in ended.Append(running))
        {
            File.WriteAllText(file, "");
        }

        SqliteFile.SweepFilesOfEndedRuns(folder);

        Assert.Equal([running], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }
}
