using CaseSync.Storage.Entities;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>What an operator finds in the console, and what each write costs.</summary>
public sealed class MappingEntityTests
{
    private static readonly Dictionary<string, PropertyValue> s_full =
        MappingEntity.Write(FullMapping("m")).Properties.ToDictionary();

    [Fact]
    public void Write_Mapping_UsesTheGuidesNamesAndTypes()
    {
        Assert.Equal("organizations/123/cases/456", s_full["googleCaseName"].Text);
        Assert.Equal("SUP-789/a%b..:c", s_full["companyCaseID"].Text);
        Assert.Equal(At(2), s_full["newContentAt"].Instant);
        Assert.Equal(At(3), s_full["resolvedAt"].Instant);
        Assert.Equal(At(30), s_full["companyUpdatesSyncedAt"].Instant);
        Assert.Equal(At(10), s_full["googleUpdatesSyncedAt"].Instant);
        Assert.True(s_full["outageCommentSentToGoogle"].Flag);
        Assert.True(s_full["outageCommentSentToCompany"].Flag);
        Assert.Equal(2, s_full["priority"].Number);
        Assert.Equal(1, s_full["v"].Number);
    }

    [Fact]
    public void Write_OutageCommentSent_NamesTheSideThatWasTold()
    {
        var told = Mapping("m") with { Google = new() { OutageCommentSent = true } };

        var stored = MappingEntity.Write(told).Properties;

        Assert.True(stored.Flag("outageCommentSentToGoogle"));
        Assert.False(stored.Flag("outageCommentSentToCompany"));
    }

    [Fact]
    public void Write_Global_UsesTheGuidesNames()
    {
        var stored = GlobalEntity.Write(FullGlobal()).Properties;

        Assert.Equal(At(3), stored.Instant("google_last_polled_at"));
        Assert.Equal(At(4), stored.Instant("company_last_polled_at"));
    }

    [Fact]
    public void Write_OnlyWhatAQueryFiltersOn_IsIndexed()
    {
        var watched = Mapping("m") with { LateSince = At(1) };
        var waiting = Mapping("m") with { Company = new() { DirtySince = At(1) } };

        Assert.Equal(
            ["newContentAt", "resolvedAt", "titleKey", "isOpen", "isRefused"],
            Indexed(MappingEntity.Write(FullMapping("m"))));
        Assert.Equal(["newContentAt", "titleKey", "isOpen", "isWatched"], Indexed(MappingEntity.Write(watched)));
        Assert.Equal(
            ["newContentAt", "titleKey", "isOpen", "isWatched", "companyWaiting"],
            Indexed(MappingEntity.Write(waiting)));
        Assert.Equal(["newContentAt", "titleKey", "isOpen"], Indexed(MappingEntity.Write(Mapping("m"))));
        Assert.Equal(["buriedAt"], Indexed(IdentityEntity.Write(Buried("1", At(1)))));
        Assert.Empty(Indexed(IdentityEntity.Write(Identity("1", "m"))));
        Assert.Equal(["isDone"], Indexed(ItemEntity.Write("m", FullItem(Key("1")))));
        Assert.Empty(Indexed(ItemEntity.Write("m", Item(Key("1"), Core.Mappings.ItemState.Done))));
        Assert.Empty(Indexed(GlobalEntity.Write(FullGlobal())));
    }

    private static IEnumerable<string> Indexed(StoredEntity entity) =>
        entity.Properties.Where(p => p.Value.IsIndexed).Select(p => p.Key);
}
