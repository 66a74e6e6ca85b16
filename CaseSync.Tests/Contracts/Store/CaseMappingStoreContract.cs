using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>What every <see cref="ICaseMappingStore"/> does. Each test begins with an empty store.</summary>
public abstract partial class CaseMappingStoreContract : IAsyncLifetime
{
    protected ICaseMappingStore Store { get; private set; } = null!;

    /// <summary>A client of its own of the same data: to another, as one more process would be.</summary>
    protected abstract ValueTask<ICaseMappingStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task FindGlobal_EmptyStore_IsNull() => Assert.Null(await Store.FindGlobalAsync(Cancel));

    [Fact]
    public async Task PutGlobal_EveryField_ComesBack()
    {
        await CommitAsync(new StoreWrite.PutGlobal(FullGlobal()));

        AssertAllSet(FullGlobal());
        var found = await GetGlobalAsync();
        Assert.Equal(FullGlobal() with { Version = found.Version }, found);
        Assert.NotEqual(0, found.Version);
    }

    [Fact]
    public async Task PutGlobal_Nulls_ComeBack()
    {
        await CommitAsync(new StoreWrite.PutGlobal(FullGlobal()));
        await CommitAsync(new StoreWrite.PutGlobal(Global() with { Version = (await GetGlobalAsync()).Version }));

        var found = await GetGlobalAsync();
        Assert.Equal(Global() with { Version = found.Version }, found);
    }

    [Fact]
    public async Task PutMapping_EveryField_ComesBack()
    {
        var mapping = FullMapping("company:1");
        await CommitAsync(new StoreWrite.PutMapping(mapping), new StoreWrite.PutIdentity(Identity("1", mapping.Id)));

        AssertAllSet(mapping);
        AssertAllSet(mapping.Google);
        AssertAllSet(mapping.Company);
        var found = await GetMappingAsync("1");
        Assert.Equal(mapping with { Version = found.Version }, found);
    }

    [Fact]
    public async Task PutMapping_Nulls_ReplaceWhatWasThere()
    {
        await InsertAsync("1", FullMapping("company:1"));
        var bare = Mapping("company:1") with { Version = (await GetMappingAsync("1")).Version };
        await CommitAsync(new StoreWrite.PutMapping(bare));

        var found = await GetMappingAsync("1");
        Assert.Equal(bare with { Version = found.Version }, found);
        Assert.True(found.Version > bare.Version);
    }

    [Fact]
    public async Task PutMapping_InstantFinerThanAMicrosecond_LosesTheRestOnly()
    {
        var fine = new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.FromHours(2)).AddTicks(19);
        await InsertAsync("1", Mapping("company:1") with { NewContentAt = fine, LateSince = DateTimeOffset.MinValue });

        var found = await GetMappingAsync("1");
        Assert.Equal(fine.AddTicks(-9), found.NewContentAt);
        Assert.Equal(DateTimeOffset.MinValue, found.LateSince);
    }

    [Fact]
    public async Task PutIdentity_TombstoneWithEveryField_ComesBack()
    {
        var buried = Buried("A/1", At(9));
        await CommitAsync(new StoreWrite.PutIdentity(buried));

        AssertAllSet(buried.Tombstone!);
        var found = (await Store.FindAsync([buried.Key], Cancel)).FindIdentity(buried.Key);
        Assert.Equal(buried with { Version = found!.Version }, found);
    }

    [Fact]
    public async Task PutIdentity_TombstoneWithNulls_ComesBack()
    {
        var buried = Identity("1") with { Tombstone = new Tombstone(null, null, At(1), null, null) };
        await CommitAsync(new StoreWrite.PutIdentity(buried));

        var found = await Store.FindAsync([buried.Key], Cancel);
        Assert.Equal(buried.Tombstone, found.FindIdentity(buried.Key)!.Tombstone);
    }

    [Fact]
    public async Task Find_SeveralIdentitiesOfOneMapping_GivesItToEach()
    {
        var mapping = FullMapping("google:456");
        var google = new CaseIdentity { Key = IdentityKey.Of(mapping.GoogleCaseName!), MappingId = mapping.Id };
        var company = new CaseIdentity { Key = IdentityKey.Of(mapping.CompanyCaseId!), MappingId = mapping.Id };
        var other = IdentityKey.Of(CompanyCaseId.Parse("other"));
        await CommitAsync(
            new StoreWrite.PutMapping(mapping),
            new StoreWrite.PutIdentity(google), new StoreWrite.PutIdentity(company));

        var found = await Store.FindAsync([google.Key, company.Key, other, google.Key], Cancel);

        Assert.Equal(mapping.Id, found.FindMapping(google.Key)!.Id);
        Assert.Equal(mapping.Id, found.FindMapping(company.Key)!.Id);
        Assert.Null(found.FindIdentity(other));
        Assert.Equal(2, found.Identities.Count);
        Assert.Single(found.Mappings);
    }

    [Fact]
    public async Task Find_TwoHundredKeys_FindsAll()
    {
        var ids = Enumerable.Range(0, 200).Select(i => $"C-{i}").ToList();
        await CommitAsync([.. ids.Select(id => new StoreWrite.PutMapping(Mapping("company:" + id))),
            .. ids.Select(id => new StoreWrite.PutIdentity(Identity(id, "company:" + id)))]);

        var found = await Store.FindAsync([.. ids.Select(id => Identity(id).Key)], Cancel);

        Assert.Equal(200, found.Mappings.Count);
        Assert.All(ids, id => Assert.Equal("company:" + id, found.FindMapping(Identity(id).Key)!.Id));
    }

    [Fact]
    public async Task Find_NoKeys_StillTellsTheStoresTime()
    {
        var before = (await Store.FindAsync([], Cancel)).StoreTime;
        await InsertAsync("1", Mapping("company:1"));
        var after = (await Store.FindAsync([Identity("1").Key], Cancel)).StoreTime;

        Assert.True(before > DateTimeOffset.UnixEpoch);
        Assert.True(after >= before);
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected async Task CommitAsync(params StoreWrite[] writes) =>
        Assert.True(await Store.TryCommitAsync(new StoreCommit(writes), Cancel));

    protected async Task<GlobalState> GetGlobalAsync() =>
        await Store.FindGlobalAsync(Cancel) ?? throw new InvalidOperationException("No Global.");

    protected Task InsertAsync(string companyId, CaseMapping mapping) =>
        CommitAsync(new StoreWrite.PutMapping(mapping), new StoreWrite.PutIdentity(Identity(companyId, mapping.Id)));

    protected async Task<CaseMapping> GetMappingAsync(string companyId) =>
        await FindMappingAsync(companyId) ?? throw new InvalidOperationException($"No mapping of {companyId}.");

    protected async Task<CaseMapping?> FindMappingAsync(string companyId)
    {
        var key = Identity(companyId).Key;
        return (await Store.FindAsync([key], Cancel)).FindMapping(key);
    }

    /// <summary>Whoever adds a field to a record must store it.</summary>
    private static void AssertAllSet<T>(T record) where T : class => Assert.All(
        typeof(T).GetProperties().Where(p => p.Name != "Version" && p.CanWrite),
        p => Assert.False(IsDefault(p.GetValue(record)), $"{typeof(T).Name}.{p.Name} is not set."));

    private static bool IsDefault(object? value) =>
        value is null || (value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())));
}
