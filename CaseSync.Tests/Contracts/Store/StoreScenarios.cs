using CaseSync.Core.Doors;
using CaseSync.Storage;
using CaseSync.Storage.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>What the two real stores do alike, beyond the door.</summary>
internal static class StoreScenarios
{
    public static async Task NamespacesAreApartAsync(StoreClients clients, CancellationToken cancel)
    {
        var (one, two) = (clients.Open(StoreClients.NewNamespace()), clients.Open(StoreClients.NewNamespace()));
        var writes = StoreCommit.Of(
            new StoreWrite.PutGlobal(Global()), new StoreWrite.PutMapping(Mapping("company:1")),
            new StoreWrite.PutIdentity(Buried("1", At(1))), new StoreWrite.PutItem("company:1", Item(Key("c1"))));
        Assert.True(await one.TryCommitAsync(writes, cancel));

        Assert.Null(await two.FindGlobalAsync(cancel));
        Assert.Empty((await two.ListAsync(new MappingQuery.Open(), null, 1, cancel)).Mappings);
        Assert.Empty(await two.ListTombstonesAsync(At(2), 1, cancel));
        Assert.Empty(await two.ListUnfinishedItemsAsync("company:1", cancel));
        Assert.True(await two.TryCommitAsync(writes, cancel));
    }

    public static async Task NewerEntityStopsAsync(StoreClients clients, CancellationToken cancel)
    {
        var entities = clients.Services().GetRequiredService<IEntityStore>();
        PropertyBag properties = new() { { EntityVersion.Property, 2L } };
        var newer = new EntityWrite.Put(new StoredEntity(EntityKey.Global, 0, properties));
        Assert.True(await entities.TryCommitAsync([newer], cancel));

        await AssertStopsAsync(clients, known: EntityVersion.Current, cancel);
    }

    public static async Task AssertStopsAsync(StoreClients clients, long known, CancellationToken cancel)
    {
        using var lifetime = new RecordedLifetime();
        var store = clients.Services(more: s => s.AddSingleton<IHostApplicationLifetime>(lifetime))
            .GetRequiredService<ICaseMappingStore>();

        var newer = await Assert.ThrowsAsync<UnknownEntityVersionException>(() => store.FindGlobalAsync(cancel));

        Assert.Equal((known + 1, known), (newer.Found, newer.Known));
        Assert.Contains(
            $"has version {known + 1}; this release knows versions up to {known}. Run the", newer.Message,
            StringComparison.Ordinal);
        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private sealed class RecordedLifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
