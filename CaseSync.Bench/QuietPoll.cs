using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseSync.Bench;

/// <summary>The production poll of a CRM in which nothing changed, over a SQLite store with some number of open mappings.</summary>
internal sealed class QuietPoll(int mappings, ServiceProvider services, CountingStore store, QuietCrm crm, PollForUpdates poll)
{
    public int Mappings { get; } = mappings;

    public static async Task<QuietPoll> MakeAsync(string folder, int mappings)
    {
        var clock = TimeProvider.System;
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Kind"] = "Sqlite",
                ["Store:Path"] = Path.Combine(folder, $"{mappings}.db"),
            }).Build()).AddCaseMappingStore().BuildServiceProvider();
        var store = new CountingStore(services.GetRequiredService<ICaseMappingStore>());
        var now = clock.GetUtcNow();
        foreach (var some in Enumerable.Range(1, mappings).Chunk(1_000))
        {
            var writes = some.SelectMany(number => Pair(number, now));
            await store.TryCommitAsync(new StoreCommit([.. writes]), default);
        }

        var poll = new PollForUpdates(
            store, new NoQueue(), clock, Options.Create(new PollingOptions()), new PollerGauges(clock), NullLogger<PollForUpdates>.Instance);
        var quiet = new QuietPoll(mappings, services, store, new QuietCrm(clock), poll);
        await quiet.RunAsync(); // The first one installs.
        return quiet;
    }

    /// <summary>Searches and store operations of one poll.</summary>
    public async Task<(int Searches, int Operations)> RunAsync()
    {
        var before = (crm.Searches, store.Operations);
        await poll.RunAsync(crm, default);
        return (crm.Searches - before.Searches, store.Operations - before.Operations);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static IEnumerable<StoreWrite> Pair(int number, DateTimeOffset now)
    {
        var (google, company) = (GoogleCaseName.Parse($"projects/p/cases/{number}"), CompanyCaseId.Parse($"{number}"));
        var id = IdentityKey.Of(google).Value;
        yield return new StoreWrite.PutMapping(new CaseMapping
        {
            Id = id,
            GoogleCaseName = google,
            CompanyCaseId = company,
            CreatedAt = now,
            NewContentAt = now,
            Priority = Priority.P2,
        });
        yield return new StoreWrite.PutIdentity(new CaseIdentity { Key = IdentityKey.Of(google), MappingId = id });
        yield return new StoreWrite.PutIdentity(new CaseIdentity { Key = IdentityKey.Of(company), MappingId = id });
    }

    private sealed class NoQueue : ITaskQueue
    {
        public Task EnqueueAsync(SyncTask task, CancellationToken cancel) =>
            throw new InvalidOperationException("A quiet poll queues nothing.");
    }
}
