using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

public abstract partial class CaseMappingStoreContract
{
    private const int PageSize = 4;

    public static TheoryData<int> Counts => [0, 1, PageSize - 1, PageSize, PageSize + 1, 3 * PageSize];

    [Theory, MemberData(nameof(Counts))]
    public async Task List_Open_PagesByIdWithoutGapOrRepeat(int count)
    {
        await PutAllAsync(Enumerable.Range(0, count).Select(i => Mapping($"company:{i:00}")).Reverse());
        await PutAllAsync([Mapping("company:resolved") with { ResolvedAt = At(1) }]);

        var pages = await ListPagesAsync(new MappingQuery.Open());

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"company:{i:00}"), pages.SelectMany(p => p));
        Assert.Equal(Math.Max(1, (count + PageSize - 1) / PageSize), pages.Count);
    }

    [Theory, MemberData(nameof(Counts))]
    public async Task List_ResolvedBefore_PagesByInstantWithoutGapOrRepeat(int count)
    {
        // Pairs resolved at the same instant, in the opposite order of their ids.
        var mappings = Enumerable.Range(0, count)
            .Select(i => Mapping($"company:{99 - i}") with { ResolvedAt = At(i / 2) }).ToList();
        await PutAllAsync(mappings);
        await PutAllAsync([Mapping("company:open"), Mapping("company:late") with { ResolvedAt = At(50) }]);

        var pages = await ListPagesAsync(new MappingQuery.ResolvedBefore(At(50)));

        Assert.Equal(
            mappings.OrderBy(m => m.ResolvedAt).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => m.Id),
            pages.SelectMany(p => p));
        Assert.Equal(Math.Max(1, (count + PageSize - 1) / PageSize), pages.Count);
    }

    [Fact]
    public async Task List_Watched_AreThoseThatWaitOrWereTold()
    {
        await PutAllAsync(
        [
            Mapping("company:quiet"),
            Mapping("company:1") with { Google = new SideProgress { DirtySince = At(1) } },
            Mapping("company:2") with { Company = new SideProgress { OutageCommentSent = true } },
            Mapping("company:3") with { LateSince = At(1) },
            Mapping("company:closed") with { Google = new SideProgress { DirtySince = At(1) }, ResolvedAt = At(2) },
            Mapping("company:resolved") with { ResolvedAt = At(2) },
            Mapping("company:told") with { LateSince = At(1), ResolvedAt = At(2) },
            Mapping("company:broken") with { LateSince = At(1), BrokenReason = "gone" },
        ]);

        var pages = await ListPagesAsync(new MappingQuery.Watched());

        Assert.Equal(
            ["company:1", "company:2", "company:3", "company:closed", "company:told"], pages.SelectMany(p => p));
    }

    [Fact]
    public async Task List_Unqueued_AreThoseWhoseTaskWasNotMade()
    {
        await PutAllAsync(
        [
            Mapping("company:1") with { Google = new SideProgress { SeenVersion = At(2), QueuedVersion = At(1) } },
            Mapping("company:2") with { Company = new SideProgress { SeenVersion = At(2) } },
            Mapping("company:3") with { Google = new SideProgress { SeenVersion = At(2), QueuedVersion = At(2) } },
        ]);

        var pages = await ListPagesAsync(new MappingQuery.Unqueued());

        Assert.Equal(["company:1", "company:2"], pages.SelectMany(p => p));
    }

    [Fact]
    public async Task List_Refused_AreThoseWithAnItemOrAWholeCaseRefused()
    {
        await PutAllAsync(
        [
            Mapping("company:1") with { HasRefusedItems = true },
            Mapping("company:2") with { BrokenReason = "a clone", ResolvedAt = At(1) },
            Mapping("company:3"),
        ]);

        var pages = await ListPagesAsync(new MappingQuery.Refused());

        Assert.Equal(["company:1", "company:2"], pages.SelectMany(p => p));
    }

    [Fact]
    public async Task List_TitleStartsWith_FindsWhateverTheCaseInItsOrderPageByPage()
    {
        string?[] titles = ["Disk full", "disk | broken", "DISK \U0001F600", "Dis", "5", "Other", null, "disk", "disk"];
        await PutAllAsync(titles.Select((title, i) => Mapping($"company:{i}") with { Title = title }));

        var found = await ListPagesAsync(new MappingQuery.TitleStartsWith("disk"));
        var all = await ListPagesAsync(new MappingQuery.TitleStartsWith(""));

        // A blank comes before a letter, a bar and a face after both.
        Assert.Equal(["company:7", "company:8", "company:0", "company:1", "company:2"], found.SelectMany(p => p));
        Assert.Equal(["company:6", "company:4", "company:3"], all.SelectMany(p => p).Take(3));
        Assert.Equal((titles.Length, 3), (all.Sum(p => p.Count), all.Count));
        Assert.Equal([["company:4"]], await ListPagesAsync(new MappingQuery.TitleStartsWith("5")));
    }

    [Theory, MemberData(nameof(Counts))]
    public async Task List_LatestContent_PagesFromTheNewestOn(int count)
    {
        var mappings = Enumerable.Range(0, count).Select(i => Mapping($"company:{i:00}") with { NewContentAt = At(i) })
            .ToList();
        await PutAllAsync(mappings);

        var pages = await ListPagesAsync(new MappingQuery.LatestContent());

        Assert.Equal(mappings.Select(m => m.Id).Reverse(), pages.SelectMany(p => p));
        Assert.Equal(Math.Max(1, (count + PageSize - 1) / PageSize), pages.Count);
    }

    [Fact]
    public async Task ListLag_TheNextDaysSample_TakesThePlaceOfTheFirst()
    {
        LagSample Sample(DateTimeOffset at, int late) =>
            new(at, TimeSpan.FromSeconds(late), TimeSpan.FromHours(late), late);
        var (first, second, third) = (
            Sample(Start, 1), Sample(Start.AddMinutes(5), 2), Sample(Start.AddDays(1).AddMinutes(2), 3));
        foreach (var sample in new[] { first, second, third })
        {
            await CommitAsync(new StoreWrite.PutLag(sample));
        }

        Assert.Equal([second, third], await Store.ListLagAsync(Cancel));
    }

    [Fact]
    public async Task List_MappingsThatChanged_MoveBetweenTheQueries()
    {
        await InsertAsync("1", Mapping("company:1") with { LateSince = At(1) });
        await CommitAsync(
            new StoreWrite.PutMapping(await GetMappingAsync("1") with { ResolvedAt = At(2), LateSince = null }));

        Assert.Equal([[]], await ListPagesAsync(new MappingQuery.Open()));
        Assert.Equal([[]], await ListPagesAsync(new MappingQuery.Watched()));
        Assert.Equal([["company:1"]], await ListPagesAsync(new MappingQuery.ResolvedBefore(At(3))));

        await CommitAsync(
            new StoreWrite.PutMapping(await GetMappingAsync("1") with { ResolvedAt = null, LateSince = At(1) }));

        Assert.Equal([["company:1"]], await ListPagesAsync(new MappingQuery.Open()));
        Assert.Equal([["company:1"]], await ListPagesAsync(new MappingQuery.Watched()));
        Assert.Equal([[]], await ListPagesAsync(new MappingQuery.ResolvedBefore(At(3))));
    }

    [Fact]
    public async Task List_LastOfAPageDeleted_NextPageGoesOnBehindIt()
    {
        for (var i = 1; i <= 3; i++)
        {
            await InsertAsync($"{i}", Mapping($"company:{i}"));
        }

        var first = await Store.ListAsync(new MappingQuery.Open(), null, 2, Cancel);
        await CommitAsync(new StoreWrite.DeleteMapping(first.Mappings[1]));
        var second = await Store.ListAsync(new MappingQuery.Open(), first.Cursor, 2, Cancel);

        Assert.Equal(["company:3"], second.Mappings.Select(m => m.Id));
        Assert.True(second.StoreTime >= first.StoreTime);
    }

    [Fact]
    public async Task List_Mapping_IsWholeAndOfItsVersion()
    {
        var mapping = FullMapping("company:1") with { ResolvedAt = null };
        await InsertAsync("1", mapping);

        var listed = Assert.Single((await Store.ListAsync(new MappingQuery.Open(), null, 1, Cancel)).Mappings);

        Assert.Equal(await GetMappingAsync("1"), listed);
        Assert.Equal(mapping with { Version = listed.Version }, listed);
    }

    [Fact]
    public async Task ListTombstones_BuriedBefore_OldestFirstAndNoMoreThanAsked()
    {
        await CommitAsync(
            new StoreWrite.PutIdentity(Buried("A", At(3))), new StoreWrite.PutIdentity(Buried("B", At(1))),
            new StoreWrite.PutIdentity(Buried("C", At(2))), new StoreWrite.PutIdentity(Buried("D", At(4))),
            new StoreWrite.PutIdentity(Identity("alive", "company:alive")));

        var two = await Store.ListTombstonesAsync(At(4), 2, Cancel);
        var all = await Store.ListTombstonesAsync(At(4), 10, Cancel);

        Assert.Equal(["company:B", "company:C"], two.Select(i => i.Key.Value));
        Assert.Equal(["company:B", "company:C", "company:A"], all.Select(i => i.Key.Value));
        Assert.Equal(At(1), two[0].Tombstone!.BuriedAt);
    }

    [Fact]
    public async Task DeleteIdentity_ATombstone_IsListedNoMore()
    {
        await CommitAsync(new StoreWrite.PutIdentity(Buried("A", At(1))));
        await CommitAsync(new StoreWrite.DeleteIdentity((await Store.ListTombstonesAsync(At(2), 1, Cancel))[0]));

        Assert.Empty(await Store.ListTombstonesAsync(At(2), 1, Cancel));
    }

    private Task PutAllAsync(IEnumerable<CaseMapping> mappings) =>
        CommitAsync([.. mappings.Select(m => new StoreWrite.PutMapping(m))]);

    private async Task<List<List<string>>> ListPagesAsync(MappingQuery query)
    {
        List<List<string>> pages = [];
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(query, cursor, PageSize, Cancel);
            pages.Add([.. page.Mappings.Select(m => m.Id)]);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return pages;
    }
}
