using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Storage.Entities;
using CaseSync.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

public sealed class SqliteStoreContract : CaseMappingStoreContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("casesync-store-");
    private readonly StoreClients _clients;

    public SqliteStoreContract() => _clients = new StoreClients(new Dictionary<string, string?>
    {
        ["Store:Kind"] = "Sqlite",
        ["Store:Path"] = File,
    });

    private string File => Path.Combine(_folder.FullName, "made on demand", "store.db");

    public override async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override ValueTask<ICaseMappingStore> OpenAsync() => new(_clients.Open());

    [Fact]
    public Task Commit_TwoProcessesAtOnce_LosesNoUpdate() => SecondProcess.CountWithAnotherAsync(_clients, Cancel);

    [Fact]
    public Task Namespaces_SameKeys_AreApart() => StoreScenarios.NamespacesAreApartAsync(_clients, Cancel);

    [Fact]
    public Task Find_EntityOfANewerRelease_StopsTheService() => StoreScenarios.NewerEntityStopsAsync(_clients, Cancel);

    [Fact]
    public async Task Find_ManyAtOnceOnANewFile_AllServe()
    {
        var clients = Enumerable.Range(0, 8).Select(_ => _clients.Open()).ToList();

        var found = await Task.WhenAll(clients.Select(c => Task.Run(() => c.FindGlobalAsync(Cancel))));

        Assert.All(found, Assert.Null);
    }

    [Fact]
    public async Task Find_FileOfANewerRelease_StopsTheService()
    {
        await Store.FindGlobalAsync(Cancel);
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {SqliteSql.SchemaVersion + 1}";
            command.ExecuteNonQuery();
        }

        await StoreScenarios.AssertStopsAsync(_clients, SqliteSql.SchemaVersion, Cancel);
    }

    [Fact]
    public async Task List_FileOfAnOlderRelease_GetsTheColumnsItLacks()
    {
        await InsertAsync("1", Mapping("company:1"));
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"DROP INDEX by_{MappingEntity.IsRefused}; ALTER TABLE entities DROP COLUMN {MappingEntity.IsRefused}; "
                    + "PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        var store = _clients.Open();
        var old = (await store.ListAsync(new MappingQuery.Open(), null, 1, Cancel)).Mappings[0];
        await store.TryCommitAsync(
            StoreCommit.Of(new StoreWrite.PutMapping(old with { HasRefusedItems = true })), Cancel);

        Assert.Equal(
            old.Id, Assert.Single((await store.ListAsync(new MappingQuery.Refused(), null, 1, Cancel)).Mappings).Id);
    }

    [Fact]
    public async Task Find_StoreTime_IsTheHostsClock()
    {
        var clock = new FakeTimeProvider(At(5));
        var store = _clients.Services(more: s => s.AddSingleton<TimeProvider>(clock))
            .GetRequiredService<ICaseMappingStore>();

        Assert.Equal(At(5), (await store.FindAsync([], Cancel)).StoreTime);
        Assert.Equal(At(5), (await store.ListAsync(new MappingQuery.Open(), null, 1, Cancel)).StoreTime);
    }

    [Fact]
    public async Task Find_FileDeletedMeanwhile_BeginsAfreshWithLaterVersions()
    {
        await InsertAsync("1", Mapping("company:1"));
        var old = await GetMappingAsync("1");
        Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);

        Assert.Null(await FindMappingAsync("1"));
        await InsertAsync("1", Mapping("company:1"));
        Assert.False(await Store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutMapping(old)), Cancel));
    }

    [Fact]
    public async Task Find_FileIsNoDatabase_IsUnavailable()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5_000), Cancel);

        var failure = await Assert.ThrowsAsync<RemoteCallException>(() => Store.FindGlobalAsync(Cancel));

        Assert.Equal(("store", RemoteFailure.Unavailable), (failure.System, failure.Failure));
    }

    [Fact]
    public async Task List_CursorOfAnotherStore_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<RemoteCallException>(
            () => Store.ListAsync(new MappingQuery.Open(), "CjkSM2oOY2FzZXN5bmM", 1, Cancel));

        Assert.Equal(RemoteFailure.Rejected, failure.Failure);
    }

    public static TheoryData<string> Queries()
    {
        EntityFilter before = new EntityFilter.Before(MappingEntity.ResolvedAt, Start);
        EntityFilter open = new EntityFilter.Is(MappingEntity.IsOpen, true);
        EntityFilter watched = new EntityFilter.Is(MappingEntity.IsWatched, true);
        EntityFilter buried = new EntityFilter.Before(IdentityEntity.BuriedAt, Start);
        EntityFilter unfinished = new EntityFilter.Is(ItemEntity.IsDone, false);
        return
        [
            SqliteSql.Find,
            SqliteSql.Replace,
            SqliteSql.DeleteVersion,
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, open)),
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, open, Cursor: "0|x")),
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, watched)),
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, new EntityFilter.Is(MappingEntity.IsRefused, true))),
            SqliteSql.Query(
                new EntityQuery(EntityKey.Mapping, new EntityFilter.StartsWith(MappingEntity.TitleKey, "d"))),
            SqliteSql.Query(
                new EntityQuery(
                    EntityKey.Mapping, new EntityFilter.StartsWith(MappingEntity.TitleKey, "d"), Cursor: "d|x")),
            SqliteSql.Query(
                new EntityQuery(EntityKey.Mapping, new EntityFilter.LatestFirst(MappingEntity.NewContentAt))),
            SqliteSql.Query(
                new EntityQuery(
                    EntityKey.Mapping, new EntityFilter.LatestFirst(MappingEntity.NewContentAt), Cursor: "1|x")),
            SqliteSql.Query(new EntityQuery(
                EntityKey.Mapping, new EntityFilter.StartsWith(MappingEntity.WaitingOn(Side.Google), "P1 "))),
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, before)),
            SqliteSql.Query(new EntityQuery(EntityKey.Mapping, before, Cursor: "0|x")),
            SqliteSql.Query(new EntityQuery(EntityKey.Identity, buried)),
            SqliteSql.Query(new EntityQuery(EntityKey.Item, unfinished, Parent: "m")),
            SqliteSql.Query(new EntityQuery(EntityKey.Item, null, Parent: "m", KeysOnly: true)),
        ];
    }

    /// <summary>What a statement costs does not depend on how many mappings there are.</summary>
    [Theory, MemberData(nameof(Queries))]
    public async Task Statement_Plan_SearchesAnIndexAndSortsNothing(string sql)
    {
        await Store.FindGlobalAsync(Cancel);
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in sql.Split([' ', ',', '(', ')', '\n']).Where(word => word.StartsWith('$')).Distinct())
        {
            command.Parameters.AddWithValue(name, 1);
        }

        List<string> plan = [];
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            plan.Add(rows.GetString(3));
        }

        var step = Assert.Single(plan);
        Assert.StartsWith("SEARCH entities USING ", step, StringComparison.Ordinal);
        Assert.Contains("namespace=? AND kind=? AND parent=?", step, StringComparison.Ordinal);
        if (sql.Contains("$value", StringComparison.Ordinal))
        {
            Assert.Contains("INDEX by_", step, StringComparison.Ordinal);
        }
    }
}
