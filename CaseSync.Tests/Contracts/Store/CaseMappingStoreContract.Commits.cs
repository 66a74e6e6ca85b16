using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

public abstract partial class CaseMappingStoreContract
{
    [Fact]
    public async Task Commit_NoWrites_IsMade() => Assert.True(await Store.TryCommitAsync(StoreCommit.Of(), Cancel));

    [Fact]
    public async Task Commit_InsertOfWhatExists_LosesAndChangesNothing()
    {
        await CommitAsync(new StoreWrite.PutGlobal(Global()));
        await InsertAsync("1", FullMapping("company:1"));

        Assert.False(await TryAsync(new StoreWrite.PutGlobal(Global() with { Epoch = 9 })));
        Assert.False(await TryAsync(new StoreWrite.PutMapping(Mapping("company:1"))));
        Assert.False(await TryAsync(new StoreWrite.PutIdentity(Identity("1", "another"))));

        Assert.Equal(1, (await GetGlobalAsync()).Epoch);
        Assert.True((await GetMappingAsync("1")).IsPaused);
    }

    [Fact]
    public async Task Commit_VersionMoved_LosesAndChangesNothing()
    {
        await CommitAsync(new StoreWrite.PutGlobal(Global()));
        await InsertAsync("1", Mapping("company:1"));
        var (global, mapping) = (await GetGlobalAsync(), await GetMappingAsync("1"));
        var identity = (await Store.FindAsync([Identity("1").Key], Cancel)).FindIdentity(Identity("1").Key)!;
        await CommitAsync(
            new StoreWrite.PutGlobal(global), new StoreWrite.PutMapping(mapping), new StoreWrite.PutIdentity(identity));

        Assert.False(await TryAsync(new StoreWrite.PutGlobal(global with { Epoch = 9 })));
        Assert.False(await TryAsync(new StoreWrite.PutMapping(mapping with { Title = "late" })));
        Assert.False(await TryAsync(new StoreWrite.PutIdentity(identity with { MappingId = "another" })));
        Assert.False(await TryAsync(new StoreWrite.DeleteIdentity(identity)));
        Assert.False(await TryAsync(new StoreWrite.DeleteMapping(mapping)));

        Assert.Equal(1, (await GetGlobalAsync()).Epoch);
        Assert.Null((await GetMappingAsync("1")).Title);
    }

    [Fact]
    public async Task Commit_UpdateOrDeleteOfWhatIsGone_Loses()
    {
        await InsertAsync("1", Mapping("company:1"));
        var mapping = await GetMappingAsync("1");
        var identity = (await Store.FindAsync([Identity("1").Key], Cancel)).FindIdentity(Identity("1").Key)!;
        await CommitAsync(new StoreWrite.DeleteMapping(mapping), new StoreWrite.DeleteIdentity(identity));

        Assert.False(await TryAsync(new StoreWrite.PutMapping(mapping)));
        Assert.False(await TryAsync(new StoreWrite.PutIdentity(identity)));
        Assert.False(await TryAsync(new StoreWrite.DeleteMapping(mapping)));
        Assert.False(await TryAsync(new StoreWrite.DeleteIdentity(identity)));
        Assert.False(await TryAsync(new StoreWrite.DeleteIdentity(identity with { Version = 0 })));
    }

    [Fact]
    public async Task Commit_VersionFromBeforeADeleteAndNewInsert_Loses()
    {
        await InsertAsync("1", Mapping("company:1"));
        var old = await GetMappingAsync("1");
        await CommitAsync(new StoreWrite.DeleteMapping(old));
        await CommitAsync(new StoreWrite.PutMapping(Mapping("company:1")));

        Assert.False(await TryAsync(new StoreWrite.PutMapping(old)));
    }

    [Fact]
    public async Task Commit_OneWriteLoses_MakesNone()
    {
        await InsertAsync("1", Mapping("company:1"));

        Assert.False(await TryAsync(
            new StoreWrite.PutGlobal(Global()),
            new StoreWrite.PutIdentity(Identity("2", "company:2")),
            new StoreWrite.PutItem("company:1", Item(Key("c1"))),
            new StoreWrite.PutMapping(Mapping("company:2")),
            new StoreWrite.PutMapping(Mapping("company:1"))));

        Assert.Null(await Store.FindGlobalAsync(Cancel));
        Assert.Null((await Store.FindAsync([Identity("2").Key], Cancel)).FindIdentity(Identity("2").Key));
        Assert.Empty(await Store.FindItemsAsync("company:1", [Key("c1")], Cancel));
    }

    [Fact]
    public async Task Commit_SameEntityTwice_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(() => TryAsync(
        new StoreWrite.PutMapping(Mapping("company:1")), new StoreWrite.PutMapping(FullMapping("company:1"))));

    [Fact]
    public async Task Commit_SameItemTwice_KeepsTheLast()
    {
        await CommitAsync(
            new StoreWrite.PutItem("m", Item(Key("c1"))),
            new StoreWrite.PutItem("m", Item(Key("c1"), ItemState.Done)),
            new StoreWrite.PutItem("m", Item(Key("c2"))),
            new StoreWrite.DeleteItem("m", Key("c2")));

        var found = Assert.Single(await Store.FindItemsAsync("m", [Key("c1"), Key("c2")], Cancel));
        Assert.Equal(ItemState.Done, found.State);
    }

    [Fact]
    public async Task Commit_TextNearDatastoresLimit_IsKept()
    {
        var item = Item(Key("n", ItemKind.Notice)) with { Text = new string('n', 999_000) };
        var mapping = Mapping("company:1") with { Google = new SideProgress { LastError = new string('é', 499_000) } };
        await InsertAsync("1", mapping);
        await CommitAsync(new StoreWrite.PutItem(mapping.Id, item));

        Assert.Equal(item.Text, Assert.Single(await Store.ListUnfinishedItemsAsync(mapping.Id, Cancel)).Text);
        Assert.Equal(mapping.Google.LastError, (await GetMappingAsync("1")).Google.LastError);
    }

    [Fact]
    public async Task Commit_TextBeyondDatastoresLimit_IsRefusedWhole()
    {
        var item = Item(Key("n", ItemKind.Notice)) with { Text = new string('é', 500_001) };

        var refusal = await Assert.ThrowsAsync<RemoteCallException>(() => TryAsync(
            new StoreWrite.PutMapping(Mapping("company:1")), new StoreWrite.PutItem("company:1", item)));

        Assert.Equal(RemoteFailure.Rejected, refusal.Failure);
        Assert.False(refusal.MayHaveTakenEffect);
        Assert.Contains("1000000", refusal.Message, StringComparison.Ordinal);
        Assert.True(await TryAsync(new StoreWrite.PutMapping(Mapping("company:1"))));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("__reserved__")]
    public async Task Commit_MappingIdThatIsNoKey_IsRefused(string id)
    {
        var refusal = await Assert.ThrowsAsync<RemoteCallException>(
            () => TryAsync(new StoreWrite.PutMapping(Mapping(id))));

        Assert.Equal(RemoteFailure.Rejected, refusal.Failure);
    }

    [Fact]
    public async Task Commit_ManyWritersOfOneVersion_ExactlyOneWins()
    {
        await InsertAsync("1", Mapping("company:1"));
        var stores = new[] { Store, await OpenAsync(), await OpenAsync() };

        for (var round = 0; round < 5; round++)
        {
            var seen = await GetMappingAsync("1");
            var wins = await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(() =>
                stores[writer % stores.Length].TryCommitAsync(
                    StoreCommit.Of(new StoreWrite.PutMapping(seen with { Title = $"{writer}" })), Cancel))));

            Assert.Single(wins, won => won);
            Assert.Equal($"{Array.IndexOf(wins, true)}", (await GetMappingAsync("1")).Title);
        }
    }

    [Fact]
    public async Task Commit_ManyInsertersOfOneIdentity_ExactlyOneWins()
    {
        var stores = new[] { Store, await OpenAsync() };

        var wins = await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(() =>
            stores[writer % stores.Length].TryCommitAsync(
                StoreCommit.Of(
                    new StoreWrite.PutMapping(Mapping($"company:{writer}")),
                    new StoreWrite.PutIdentity(Identity("1", $"company:{writer}"))),
                Cancel))));

        Assert.Single(wins, won => won);
        Assert.Equal($"company:{Array.IndexOf(wins, true)}", (await GetMappingAsync("1")).Id);
    }

    [Fact]
    public async Task Find_AfterAnothersCommit_SeesIt()
    {
        var other = await OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            var id = $"{i}";
            await InsertAsync(id, Mapping($"company:{id}"));
            Assert.NotNull((await other.FindAsync([Identity(id).Key], Cancel)).FindMapping(Identity(id).Key));
        }
    }

    private Task<bool> TryAsync(params StoreWrite[] writes) => Store.TryCommitAsync(new StoreCommit(writes), Cancel);
}
