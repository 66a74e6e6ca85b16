using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

public abstract partial class CaseMappingStoreContract
{
    [Theory, MemberData(nameof(Counts))]
    public async Task List_WaitingLongest_PagesByHowLongWhateverTheId(int count)
    {
        var mappings = Enumerable.Range(0, count)
            .Select(i => Waiting($"company:{99 - i}", Side.Google, At(10 * (i / 2)))).ToList();
        await PutAllAsync(mappings);
        await PutAllAsync([Mapping("company:quiet") with { Google = new SideProgress { UpdatesSyncedAt = At(-1) } }]);

        var pages = await ListPagesAsync(new MappingQuery.WaitingLongest(Side.Google, Priority.P2));

        Assert.Equal(
            mappings.OrderBy(m => m.Google.UpdatesSyncedAt).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => m.Id),
            pages.SelectMany(p => p));
        Assert.Equal(Math.Max(1, (count + PageSize - 1) / PageSize), pages.Count);
    }

    [Fact]
    public async Task List_WaitingLongest_TellsSidesAndUrgenciesApartAndCountsAsLatenessDoes()
    {
        await PutAllAsync(
        [
            Waiting("company:other side", Side.Company, At(1)),
            Waiting("company:urgent", Side.Google, At(2)) with { Priority = Priority.P0 },
            Waiting("company:unknown", Side.Google, At(9)),
            Waiting("company:known", Side.Google, At(8)) with { Priority = Priority.P2 },
            Waiting("company:looked at again", Side.Google, At(1)).With(
                Side.Google, side => side with { CheckDueAt = At(10) }),
            Waiting("company:never synced", Side.Google, null) with { CreatedAt = At(7) },
            Waiting("company:broken", Side.Google, At(1)) with { BrokenReason = "gone" },
        ]);

        async Task<List<List<string>>> ListAsync(Side side, Priority urgency) =>
            await ListPagesAsync(new MappingQuery.WaitingLongest(side, urgency));

        Assert.Equal(
            [["company:never synced", "company:known", "company:unknown", "company:looked at again"]],
            await ListAsync(Side.Google, Priority.P2));
        Assert.Equal([["company:urgent"]], await ListAsync(Side.Google, Priority.P0));
        Assert.Equal([["company:other side"]], await ListAsync(Side.Company, Priority.P2));
    }

    private static CaseMapping Waiting(string id, Side side, DateTimeOffset? syncedAt) => Mapping(id).With(
        side, progress => progress with { DirtySince = At(50), UpdatesSyncedAt = syncedAt });
}
