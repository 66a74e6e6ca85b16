using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;

namespace CaseSync.Tests.Jobs;

public sealed class CounterpartFinderTests
{
    private static readonly SupportCase s_clone = A.CompanyCase with { Ref = CompanyCaseId.Parse("789"), CreatedAt = A.Noon.AddHours(-1) };

    [Fact]
    public async Task Find_CloneWhileOurAccountIsUnknown_LeavesTheGoogleCaseToTheOldest()
    {
        var taken = Assert.IsType<Counterpart.Taken>(await FindAsync(s_clone));

        Assert.Equal("CRM case 78", taken.Owner);
    }

    [Fact]
    public async Task Find_OriginalWhileOurAccountIsUnknown_TakesIt() =>
        Assert.IsType<Counterpart.Found>(await FindAsync(A.CompanyCase));

    [Fact]
    public async Task Find_CaseWhoseGoogleCaseNamesOneThatWasDeleted_TakesIt() =>
        Assert.IsType<Counterpart.Found>(await FindAsync(A.CompanyCase, named: "77"));

    [Fact]
    public async Task Find_CaseWhoseGoogleCaseNamesAnother_LeavesItToThatOne() =>
        Assert.IsType<Counterpart.Taken>(await FindAsync(A.CompanyCase, named: "789"));

    private static Task<Counterpart> FindAsync(SupportCase source, string? named = null)
    {
        var google = new ScriptedSystem(Side.Google) { OwnAccount = null, Cases = [A.GoogleCase] };
        if (named is not null)
        {
            google.Comments.Add(A.OwnComment(Side.Google, "1", $"This case is now syncing with Company Case: {named}"));
        }

        var crm = new ScriptedSystem(Side.Company) { Cases = [s_clone, A.CompanyCase] };
        var mapping = A.Lone(Side.Company) with { CompanyCaseId = (CompanyCaseId)source.Ref };
        return new CounterpartFinder(google, crm, OneMappingStore.With(null))
            .FindAsync(mapping, source, new MirrorLedger([]), named is null ? null : A.GoogleAccount, TestContext.Current.CancellationToken);
    }
}
