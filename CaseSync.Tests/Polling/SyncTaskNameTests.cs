using CaseSync.Core.Cases;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class SyncTaskNameTests
{
    [Fact]
    public void OfVersion_IsPinned() => Assert.Equal(
        // Another name for the same change would queue it twice while a new release is rolled out.
        "115a29d9",
        Name(A.GoogleName, A.Noon)[..8]);

    [Fact]
    public void OfVersion_SameChange_SameNameWhateverTheCaseIsCalled()
    {
        var name = Name(A.GoogleName, A.Noon);

        Assert.Equal(
            name, Name(GoogleCaseName.Parse("projects/889/cases/5123"), A.Noon.ToOffset(TimeSpan.FromHours(2))));
        Assert.Matches("^[0-9a-f]{64}$", name);
    }

    [Fact]
    public void Names_OfAnythingElse_Differ()
    {
        string[] names =
        [
            Name(A.GoogleName, A.Noon),
            Name(A.GoogleName, A.Noon.AddTicks(1)),
            Name(GoogleCaseName.Parse("projects/shop/cases/78"), A.Noon),
            Name(CompanyCaseId.Parse("5123"), A.Noon),
            SyncTaskName.OfVersion(A.GoogleName, epoch: 1, A.Noon.AddDays(-1).AddTicks(1), A.Noon),
            // The store was restored: the ledger may not know what that task did.
            SyncTaskName.OfVersion(A.GoogleName, epoch: 2, A.Noon.AddDays(-1), A.Noon),
            SyncTaskName.OfCheck(A.GoogleName, A.Noon, 1, A.Noon.AddSeconds(10)),
            // The first came too early by another clock.
            SyncTaskName.OfCheck(A.GoogleName, A.Noon, 1, A.Noon.AddSeconds(11)),
            SyncTaskName.OfCheck(A.GoogleName, A.Noon, 2, A.Noon.AddSeconds(10)),
            SyncTaskName.OfOccasion(A.GoogleName, "sweep", A.Noon),
            SyncTaskName.OfOccasion(A.GoogleName, "sweep", A.Noon.AddTicks(1)),
            SyncTaskName.OfOccasion(A.GoogleName, "continued", A.Noon),
            SyncTaskName.OfOccasion(A.CompanyId, "sweep", A.Noon),
        ];

        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private static string Name(CaseRef id, DateTimeOffset version) =>
        SyncTaskName.OfVersion(id, epoch: 1, mappedAt: A.Noon.AddDays(-1), version);
}
