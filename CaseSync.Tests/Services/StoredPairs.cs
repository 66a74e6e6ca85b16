using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Services;

internal static class StoredPairs
{
    /// <summary>Stores a mapping under the identities of its cases, with its ledger.</summary>
    public static async Task PutAsync(this ICaseMappingStore store, CaseMapping mapping, params MirroredItem[] items)
    {
        var identities = new CaseRef?[] { mapping.GoogleCaseName, mapping.CompanyCaseId }.OfType<CaseRef>()
            .Select(id => (StoreWrite)new StoreWrite.PutIdentity(A.Identity(id, mapping.Id) with { Version = 0 }));
        Assert.True(await store.TryCommitAsync(
            new StoreCommit(
            [
                new StoreWrite.PutMapping(mapping with { Version = 0 }),
                .. identities,
                .. items.Select(item => new StoreWrite.PutItem(mapping.Id, item)),
            ]),
            TestContext.Current.CancellationToken));
    }
}
