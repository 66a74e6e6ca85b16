using CaseSync.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using static CaseSync.Tests.Contracts.Store.DatastoreStub;

namespace CaseSync.Tests.Contracts.Store;

public sealed class StoreOptionsTests
{
    [Theory]
    [InlineData("Store:Kind", "Redis", "Store__Kind is 'Redis'; it takes Datastore or Sqlite.")]
    [InlineData("Store:ProjectId", "", "Store__ProjectId is ''; with Store__Kind Datastore it takes a Google Cloud")]
    [InlineData("Store:ProjectId", "p/databases", "Store__ProjectId is 'p/databases'; with Store__Kind")]
    [InlineData("Store:DatabaseId", "(default)", "Store__DatabaseId is '(default)'; it takes a database's id, or")]
    [InlineData("Store:Namespace", "a/b", "Store__Namespace is 'a/b'; it takes up to 100 of")]
    [InlineData("Store:Namespace", "__x", "Store__Namespace is '__x'; it takes up to 100 of")]
    [InlineData("DATASTORE_EMULATOR_HOST", "a b:1", "DATASTORE_EMULATOR_HOST is 'a b:1'; it takes host:port.")]
    public void Datastore_WrongSetting_IsNamedWithWhatItTakes(string key, string value, string message) =>
        AssertWrong(message, ("Store:ProjectId", "the-project"), (key, value));

    [Theory]
    [InlineData("Store:Path", "", "Store__Path is ''; with Store__Kind Sqlite it takes the absolute path of a file.")]
    [InlineData("Store:Path", "casesync.db", "Store__Path is 'casesync.db'; with Store__Kind Sqlite it takes")]
    [InlineData("K_SERVICE", "poller", "Store__Kind is 'Sqlite' on Cloud Run, where a file is lost")]
    public void Sqlite_WrongSetting_IsNamedWithWhatItTakes(string key, string value, string message) =>
        AssertWrong(message, ("Store:Kind", "Sqlite"), ("Store:Path", "/var/casesync.db"), (key, value));

    [Fact]
    public void Datastore_UsualSettings_AreTaken()
    {
        var options = Read(
            ("Store:ProjectId", "example.com:a-project"), ("Store:DatabaseId", "casesync"),
            ("Store:Namespace", "jira-1.eu_A"), ("DATASTORE_EMULATOR_HOST", "127.0.0.1:8432"), ("K_SERVICE", "poller"));

        Assert.Equal("Datastore", options.Kind);
        Assert.Equal("127.0.0.1:8432", options.EmulatorHost);
    }

    [Fact]
    public async Task HealthCheck_StoreAnswers_IsHealthy()
    {
        await using var stub = new DatastoreStub(Answer(200, """{"readTime":"2026-11-01T08:00:00Z"}"""));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(stub)).Status);
    }

    [Fact]
    public async Task HealthCheck_StoreRefuses_SaysWhy()
    {
        await using var stub = new DatastoreStub(Error(403, "PERMISSION_DENIED"));

        var entry = await CheckAsync(stub);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("Datastore: lookup answered 403 PERMISSION_DENIED: said so", entry.Description);
        Assert.Contains("ready", entry.Tags);
    }

    private static async Task<HealthReportEntry> CheckAsync(DatastoreStub stub)
    {
        var health = stub.Services().GetRequiredService<HealthCheckService>();
        return (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["store"];
    }

    private static void AssertWrong(string message, params (string Key, string Value)[] settings) =>
        Assert.StartsWith(
            message, Assert.Throws<OptionsValidationException>(() => Read(settings)).Message, StringComparison.Ordinal);

    private static StoreOptions Read(params (string Key, string Value)[] settings)
    {
        var last = settings.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => (string?)g.Last().Value);
        return new StoreClients(last).Services().GetRequiredService<IOptions<StoreOptions>>().Value;
    }
}
