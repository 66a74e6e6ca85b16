using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.Jobs;

public sealed class CounterpartFinderTests
{
    private static readonly SupportCase s_clone = A.CompanyCase
        with
    { Ref = CompanyCaseId.Parse("789"), CreatedAt = A.Noon.AddHours(-1) };

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

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task Find_OrderedCounterpartThatMayStillShow_TakesNoCloneMeanwhile(int minutesLater, bool isTaken)
    {
        var ordered = A.Item(PairingPlanner.CaseKey(A.GoogleName), ItemState.Intent) with { AttemptedAt = A.Noon };

        var found = await FindAtCompanyAsync([s_clone], A.Noon.AddMinutes(minutesLater), ordered);

        Assert.Equal(isTaken, found is Counterpart.Found);
    }

    [Fact]
    public async Task Find_CloneMadeWithinTheSecond_TakesTheOneThatWeMade()
    {
        var clone = A.CompanyCase with { Ref = CompanyCaseId.Parse("7") };
        var made = A.CompanyCase with { Ref = CompanyCaseId.Parse("789"), Creator = A.Connector(Side.Company) };

        var found = Assert.IsType<Counterpart.Found>(await FindAtCompanyAsync([clone, made], A.Noon));

        Assert.Equal(made, found.Case);
    }

    private static Task<Counterpart> FindAtCompanyAsync(
        IReadOnlyList<SupportCase> cases, DateTimeOffset now, params MirroredItem[] items)
    {
        var crm = new ScriptedSystem(Side.Company) { Cases = cases };
        return Finder(new ScriptedSystem(Side.Google), crm).FindAsync(
            new SyncStart(Side.Google, A.Lone(Side.Google) with { Epoch = 1 }, A.Global, now), A.GoogleCase,
            new MirrorLedger(items),
            A.GoogleAccount, A.CompanyAccount, TestContext.Current.CancellationToken);
    }

    private static CounterpartFinder Finder(ScriptedSystem google, ScriptedSystem crm) =>
        new(google, crm, OneMappingStore.With(null), Options.Create(new SyncOptions()));

    private static Task<Counterpart> FindAsync(SupportCase source, string? named = null)
    {
        var google = new ScriptedSystem(Side.Google) { OwnAccount = null, Cases = [A.GoogleCase] };
        if (named is not null)
        {
            google.Comments.Add(A.OwnComment(Side.Google, "1", $"This case is now syncing with Company Case: {named}"));
        }

        var crm = new ScriptedSystem(Side.Company) { Cases = [s_clone, A.CompanyCase] };
        var mapping = A.Lone(Side.Company) with { CompanyCaseId = (CompanyCaseId)source.Ref };
        return Finder(google, crm).FindAsync(
            new SyncStart(Side.Company, mapping, A.Global, A.Noon), source, new MirrorLedger([]),
            named is null ? null : A.GoogleAccount, A.CompanyAccount, TestContext.Current.CancellationToken);
    }
}
