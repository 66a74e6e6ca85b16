using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

public abstract partial class CaseMappingStoreContract
{
    [Fact]
    public async Task PutItem_EveryField_ComesBack()
    {
        var item = FullItem(Key("c1", part: 2));
        await CommitAsync(new StoreWrite.PutItem("company:1", item));

        AssertAllSet(item);
        Assert.Equal([item], await Store.FindItemsAsync("company:1", [item.Key], Cancel));
    }

    [Fact]
    public async Task PutItem_Nulls_ReplaceWhatWasThere()
    {
        await CommitAsync(new StoreWrite.PutItem("company:1", FullItem(Key("c1"))));
        await CommitAsync(new StoreWrite.PutItem("company:1", Item(Key("c1"))));

        Assert.Equal([Item(Key("c1"))], await Store.FindItemsAsync("company:1", [Key("c1")], Cancel));
    }

    [Theory]
    [InlineData("a/b:c")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("100%")]
    [InlineData("%2F")]
    [InlineData("a b\"'\\?#&=+")]
    [InlineData("__x__")]
    [InlineData("Ünïcødé")]
    public async Task PutItem_StrangeSourceId_ComesBackAlone(string sourceId)
    {
        await CommitAsync(
            new StoreWrite.PutItem("company:a%2Fb", Item(Key(sourceId))),
            new StoreWrite.PutItem("company:a%2Fb", Item(Key(sourceId + "/"))));

        Assert.Equal([Item(Key(sourceId))], await Store.FindItemsAsync("company:a%2Fb", [Key(sourceId)], Cancel));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("..")]
    [InlineData("A:1%")]
    [InlineData("#&?=+;,<>|~")]
    public async Task Find_StrangeCaseId_IsFoundWithItsMappingAndLedger(string companyId)
    {
        var id = Identity(companyId).Key.Value;
        await InsertAsync(companyId, Mapping(id) with { CompanyCaseId = CompanyCaseId.Parse(companyId) });
        await CommitAsync(new StoreWrite.PutItem(id, Item(Key("c1"))));

        Assert.Equal(companyId, (await GetMappingAsync(companyId)).CompanyCaseId!.Value);
        Assert.Equal(id, Assert.Single((await Store.ListAsync(new MappingQuery.Open(), null, 9, Cancel)).Mappings).Id);
        Assert.Single(await Store.ListUnfinishedItemsAsync(id, Cancel));
    }

    [Fact]
    public async Task FindItems_SideKindPartAndMapping_TellItemsApart()
    {
        ItemKey[] keys =
        [
            new(Side.Google, ItemKind.Comment, "1"), new(Side.Company, ItemKind.Comment, "1"),
            new(Side.Google, ItemKind.Attachment, "1"), new(Side.Google, ItemKind.Comment, "1", 2),
        ];
        await CommitAsync([.. keys.Select(k => new StoreWrite.PutItem("company:1", Item(k)))]);
        await CommitAsync(new StoreWrite.PutItem("company:2", Item(keys[0])));

        Assert.Equal(keys[0], Assert.Single(await Store.FindItemsAsync("company:1", [keys[0]], Cancel)).Key);
        Assert.Equal(4, (await Store.FindItemsAsync("company:1", keys, Cancel)).Count);
        Assert.Single(await Store.FindItemsAsync("company:2", keys, Cancel));
        Assert.Empty(await Store.FindItemsAsync("company:", keys, Cancel));
        Assert.Empty(await Store.FindItemsAsync("company:1", [], Cancel));
    }

    [Fact]
    public async Task FindItems_MoreThanOneLookupTakes_FindsAll()
    {
        var keys = Enumerable.Range(0, 1_100).Select(i => Key($"{i}")).ToList();
        await CommitAsync([.. keys.Select(k => new StoreWrite.PutItem("company:1", Item(k)))]);

        Assert.Equal(
            keys.ToHashSet(), (await Store.FindItemsAsync("company:1", keys, Cancel)).Select(i => i.Key).ToHashSet());
    }

    [Fact]
    public async Task ListUnfinishedItems_IntentsAndRefusals_OfThatMappingOnly()
    {
        await CommitAsync(
            new StoreWrite.PutItem("company:1", Item(Key("intent"))),
            new StoreWrite.PutItem("company:1", Item(Key("refused"), ItemState.Refused)),
            new StoreWrite.PutItem("company:1", Item(Key("done"), ItemState.Done)),
            new StoreWrite.PutItem("company:10", Item(Key("other"))));
        await CommitAsync(new StoreWrite.PutItem("company:1", Item(Key("confirmed"))));
        await CommitAsync(new StoreWrite.PutItem("company:1", Item(Key("confirmed"), ItemState.Done)));

        var unfinished = await Store.ListUnfinishedItemsAsync("company:1", Cancel);

        Assert.Equal(["intent", "refused"], unfinished.Select(i => i.Key.SourceId).Order());
    }

    [Theory, MemberData(nameof(Counts))]
    public async Task ListItems_OfOneMapping_PagesTheWholeLedger(int count)
    {
        var keys = Enumerable.Range(0, count).Select(i => Key($"{i}")).ToList();
        await CommitAsync(
        [
            .. keys.Select(
                (key, i) =>
                    new StoreWrite.PutItem("company:1", Item(key, i % 2 == 0 ? ItemState.Done : ItemState.Intent))),
            new StoreWrite.PutItem("company:10", Item(Key("other"))),
        ]);

        List<ItemPage> pages = [];
        do
        {
            pages.Add(await Store.ListItemsAsync("company:1", pages.LastOrDefault()?.Cursor, PageSize, Cancel));
        }
        while (pages[^1].Cursor is not null);

        Assert.Equal(
            keys.Select(key => key.SourceId).Order(StringComparer.Ordinal),
            pages.SelectMany(p => p.Items).Select(i => i.Key.SourceId).Order(StringComparer.Ordinal));
        Assert.Equal(Math.Max(1, (count + PageSize - 1) / PageSize), pages.Count);
    }

    [Fact]
    public async Task DeleteItem_PresentOrNot_IsGone()
    {
        await CommitAsync(new StoreWrite.PutItem("company:1", Item(Key("c1"))));
        await CommitAsync(
            new StoreWrite.DeleteItem("company:1", Key("c1")), new StoreWrite.DeleteItem("company:1", Key("c2")));

        Assert.Empty(await Store.ListUnfinishedItemsAsync("company:1", Cancel));
    }

    [Fact]
    public async Task DeleteMapping_WithALedger_TakesItAlongAndNoOthers()
    {
        await InsertAsync("1", Mapping("company:1"));
        var keys = Enumerable.Range(0, 600).Select(i => Key($"{i}")).ToList();
        await CommitAsync(
            [.. keys.Select(k => new StoreWrite.PutItem("company:1", Item(k, (ItemState)(k.SourceId.Length % 3))))]);
        await CommitAsync(new StoreWrite.PutItem("company:10", Item(Key("1"))));

        await CommitAsync(
            new StoreWrite.DeleteMapping(await GetMappingAsync("1")), new StoreWrite.PutIdentity(Buried("2", At(1))));

        Assert.Null(await FindMappingAsync("1"));
        Assert.Empty(await Store.FindItemsAsync("company:1", keys, Cancel));
        Assert.Single(await Store.ListUnfinishedItemsAsync("company:10", Cancel));
        Assert.Single(await Store.ListTombstonesAsync(At(2), 1, Cancel));
    }

    [Fact]
    public async Task DeleteMapping_VersionMoved_KeepsTheLedger()
    {
        await InsertAsync("1", Mapping("company:1"));
        await CommitAsync(new StoreWrite.PutItem("company:1", Item(Key("c1"))));
        var old = await GetMappingAsync("1");
        await CommitAsync(new StoreWrite.PutMapping(old));

        Assert.False(await TryAsync(new StoreWrite.DeleteMapping(old)));
        Assert.Single(await Store.ListUnfinishedItemsAsync("company:1", Cancel));
    }

    [Fact]
    public async Task DeleteMapping_AndAWriteToItsLedger_IsRefused()
    {
        await InsertAsync("1", Mapping("company:1"));
        var mapping = await GetMappingAsync("1");

        await Assert.ThrowsAsync<ArgumentException>(() => TryAsync(
            new StoreWrite.PutItem("company:1", Item(Key("c1"))), new StoreWrite.DeleteMapping(mapping)));
    }
}
