using CaseSync.Core.Cases;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class SyncTaskNameTests
{
    [Fact]
    public void OfVersion_IsPinned() => Assert.Equal(
        // Another name for the same change would queue it twice while a new release is rolled out.
        "bd0f3488",
        Name(A.GoogleName, A.Noon, 0)[..8]);

    [Fact]
    public void OfVersion_SameChange_SameNameWhateverTheCaseIsCalled()
    {
        var name = Name(A.GoogleName, A.Noon, 1);

        Assert.Equal(name, Name(GoogleCaseName.Parse("projects/889/cases/5123"), A.Noon.ToOffset(TimeSpan.FromHours(2)), 1));
        Assert.Matches("^[0-9a-f]{64}$", name);
    }

    [Fact]
    public void Names_OfAnythingElse_Differ()
    {
        string[] names =
        [
            Name(A.GoogleName, A.Noon, 0),
            Name(A.GoogleName, A.Noon, 1),
            Name(A.GoogleName, A.Noon.AddTicks(1), 0),
            Name(GoogleCaseName.Parse("projects/shop/cases/78"), A.Noon, 0),
            Name(CompanyCaseId.Parse("5123"), A.Noon, 0),
            SyncTaskName.OfVersion(A.GoogleName, A.Noon.AddDays(-1).AddTicks(1), A.Noon, 0),
            SyncTaskName.OfOccasion(A.GoogleName, "sweep", A.Noon),
            SyncTaskName.OfOccasion(A.GoogleName, "sweep", A.Noon.AddTicks(1)),
            SyncTaskName.OfOccasion(A.GoogleName, "continued", A.Noon),
            SyncTaskName.OfOccasion(A.CompanyId, "sweep", A.Noon),
        ];

        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private static string Name(CaseRef id, DateTimeOffset version, int check) =>
        SyncTaskName.OfVersion(id, mappedAt: A.Noon.AddDays(-1), version, check);
}
