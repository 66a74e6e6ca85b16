using CaseSync.Core.Doors;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>Against Google's own emulator.</summary>
public sealed class DatastoreStoreContract(DatastoreEmulator emulator) : CaseMappingStoreContract
{
    private readonly string _namespace = StoreClients.NewNamespace();
    private StoreClients? _clients;

    public override ValueTask DisposeAsync() => _clients?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<ICaseMappingStore> OpenAsync() => (await ClientsAsync()).Open();

    [Fact]
    public async Task Commit_TwoProcessesAtOnce_LosesNoUpdate() =>
        await SecondProcess.CountWithAnotherAsync(await ClientsAsync(), Cancel);

    [Fact]
    public async Task Namespaces_SameKeys_AreApart() =>
        await StoreScenarios.NamespacesAreApartAsync(await ClientsAsync(), Cancel);

    [Fact]
    public async Task Find_EntityOfANewerRelease_StopsTheService() =>
        await StoreScenarios.NewerEntityStopsAsync(await ClientsAsync(), Cancel);

    /// <summary>Leases are told by this clock, so it must be the one that stamps commits, read behind them.</summary>
    [Fact]
    public async Task Find_StoreTime_IsTheDatastoresAndMovesOn()
    {
        await InsertAsync("1", Mapping("company:1"));
        var first = (await Store.FindAsync([Identity("1").Key], Cancel)).StoreTime;
        await CommitAsync(new StoreWrite.PutMapping(await GetMappingAsync("1")));
        var second = (await Store.FindAsync([Identity("1").Key], Cancel)).StoreTime;

        Assert.True(second > first);
    }

    private async ValueTask<StoreClients> ClientsAsync() =>
        _clients ??= new StoreClients(new Dictionary<string, string?>
        {
            ["Store:Kind"] = "Datastore",
            ["Store:ProjectId"] = "casesync-tests",
            ["Store:Namespace"] = _namespace,
            ["DATASTORE_EMULATOR_HOST"] = await emulator.HostAsync(Cancel),
        });
}
