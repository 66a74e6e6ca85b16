using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Doors;

public sealed class MappingUpdateTests
{
    private static readonly IdentityKey s_key = IdentityKey.Of(A.GoogleName);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpdateMapping_ThatSomebodyChangesMeanwhile_KeepsBothChanges()
    {
        var store = OneMappingStore.With(A.Pair);
        store.Rival = mapping =>
        {
            store.Rival = null;
            return mapping with { LateSince = A.Noon };
        };

        var changed = await store.UpdateMappingAsync(s_key, mapping => mapping with { BrokenReason = "gone" }, Cancel);

        Assert.Equal((A.Noon, "gone"), (store.Mapping?.LateSince, store.Mapping?.BrokenReason));
        Assert.Equal(store.Mapping! with { Version = store.Mapping.Version - 1 }, changed);
    }

    [Fact]
    public async Task UpdateMapping_ThatIsGoneOrLeft_WritesNothing()
    {
        Assert.Null(
            await OneMappingStore.With(null)
                .UpdateMappingAsync(s_key, mapping => mapping with { LateSince = A.Noon }, Cancel));

        var store = OneMappingStore.With(A.Pair);
        Assert.Null(await store.UpdateMappingAsync(s_key, _ => null, Cancel));
        Assert.Equal(A.Pair, await store.UpdateMappingAsync(s_key, mapping => mapping, Cancel));
        Assert.Empty(store.Commits);
    }

    [Fact]
    public async Task UpdateMapping_ThatLosesEveryRace_Throws()
    {
        var store = OneMappingStore.With(A.Pair);
        store.Rival = mapping => mapping;

        var error = await Assert.ThrowsAsync<RemoteCallException>(
            () => store.UpdateMappingAsync(s_key, mapping => mapping with { LateSince = A.Noon }, Cancel));

        Assert.Equal(
            "google:5123: 10 commits in a row lost against other writers; the work is tried again later.",
            error.Message);
        Assert.Equal((RemoteFailure.Conflict, "store"), (error.Failure, error.System));
    }

    [Fact]
    public async Task UpdateGlobal_ThatSomebodyChangesMeanwhile_IsTriedAgain()
    {
        var store = OneMappingStore.With(A.Pair, A.Global);
        store.Rival = mapping =>
        {
            store.Rival = null;
            return mapping;
        };

        await store.UpdateGlobalAsync(global => global with { LearnedGoogleAccount = A.GoogleAccount }, Cancel);

        Assert.Equal(A.GoogleAccount, store.Global?.LearnedGoogleAccount);
    }

    [Fact]
    public async Task UpdateGlobal_Unchanged_WritesNothing()
    {
        var store = OneMappingStore.With(null, A.Global);

        await store.UpdateGlobalAsync(global => global, Cancel);

        Assert.Empty(store.Commits);
    }

    [Fact]
    public async Task UpdateGlobal_OfAWipedStoreOrLosingEveryRace_Throws()
    {
        await Assert.ThrowsAsync<RemoteCallException>(
            () => OneMappingStore.With(null).UpdateGlobalAsync(global => global, Cancel));

        var store = OneMappingStore.With(null, A.Global);
        store.Rival = mapping => mapping;
        var error = await Assert.ThrowsAsync<RemoteCallException>(
            () => store.UpdateGlobalAsync(global => global with { OutageCursor = "x" }, Cancel));
        Assert.StartsWith("Global: 10 commits", error.Message, StringComparison.Ordinal);
    }
}
