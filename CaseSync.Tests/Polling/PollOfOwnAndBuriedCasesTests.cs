using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class PollOfOwnAndBuriedCasesTests
{
    private static readonly SupportCase s_own = A.GoogleCase with
    {
        Creator = A.Connector(Side.Google),
        Description = "CONTENT MIRRORED FROM COMPANY:\nThe disk is full.\nCompany Case: 78",
    };

    private static readonly DateTimeOffset s_buried = A.Noon.AddDays(-60);

    [Fact]
    public void Plan_OwnGoogleCase_JoinsTheMappingThatItsLastLineNames()
    {
        var waiting = A.Lone(Side.Company);

        var step = Assert.IsType<PollStep.Queue>(PollPlanner.Plan(s_own, Context(A.Stored([waiting]))));

        Assert.False(step.IsNew);
        Assert.Equal((waiting.Id, A.GoogleName), (step.Mapping.Id, step.Mapping.GoogleCaseName));
        Assert.Equal(
            [new StoreWrite.PutMapping(step.Mapping),
                new StoreWrite.PutIdentity(A.Identity(A.GoogleName, waiting.Id) with { Version = 0 })],
            step.MarkDirty.Writes);
    }

    [Theory]
    [InlineData("nothing of the kind")]
    [InlineData("Company Case: 78\nP.S.")]
    public void Plan_OwnGoogleCaseThatNamesNoMappedCase_GetsNoMapping(string description) =>
        AssertSkipped(s_own with { Description = description }, Context(A.Stored([A.Lone(Side.Company)])));

    [Theory]
    [InlineData(CaseState.Open, 0, true)]
    [InlineData(CaseState.Closed, 0, true)]
    [InlineData(CaseState.Closed, 1, false)]
    public void Plan_OwnGoogleCaseWhoseCrmCaseTheStoreForgot_BringsThePairBack(
        CaseState state, int ticksBefore, bool isBack)
    {
        var context = Context(A.Stored([])) with
        {
            Global = A.Global with { InstalledAt = s_own.UpdatedAt!.Value.AddTicks(ticksBefore) },
        };
        var seen = s_own with { State = state };
        if (!isBack)
        {
            AssertSkipped(seen, context);
            return;
        }

        var step = Assert.IsType<PollStep.Queue>(PollPlanner.Plan(seen, context));
        Assert.Equal(
            ("company:78", A.GoogleName, A.CompanyId),
            (step.Mapping.Id, step.Mapping.GoogleCaseName, step.Mapping.CompanyCaseId));
        Assert.Equal(
            [IdentityKey.Of(A.GoogleName), IdentityKey.Of(A.CompanyId)],
            step.MarkDirty.Writes.OfType<StoreWrite.PutIdentity>().Select(write => write.Identity.Key));
    }

    [Fact]
    public void Plan_OwnGoogleCaseWhoseCrmCaseIsBuriedWithAnother_GetsNoMapping() => AssertSkipped(
        s_own,
        Context(
            A.Stored(
                [], A.Grave(
                    A.CompanyId,
                    A.Tombstone with { GoogleCaseName = GoogleCaseName.Parse("projects/shop/cases/9") }))));

    [Fact]
    public void Plan_OwnGoogleCaseOfAPairThatHasAnother_GetsNoMapping()
    {
        var other = A.Pair with { GoogleCaseName = GoogleCaseName.Parse("projects/shop/cases/9") };

        AssertSkipped(s_own, Context(A.Stored([other])));
    }

    [Fact]
    public void Plan_OwnGoogleCaseWhoseSyncIsUnderWay_IsLeftToIt()
    {
        var leased = A.Lone(Side.Company) with { Lease = new Lease("one", A.Noon.AddSeconds(1)) };
        AssertSkipped(s_own, Context(A.Stored([leased])));

        var expired = leased with { Lease = new Lease("one", A.Noon) };
        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(s_own, Context(A.Stored([expired]))));
    }

    [Fact]
    public void Plan_PersonsGoogleCaseWithOurLine_GetsAMappingOfItsOwn()
    {
        var spoof = s_own with { Creator = A.Ann };

        var step = Assert.IsType<PollStep.Queue>(PollPlanner.Plan(spoof, Context(A.Stored([A.Lone(Side.Company)]))));

        Assert.Equal("google:5123", step.Mapping.Id);
    }

    [Fact]
    public void Plan_GoogleCaseWithTheLineOfACaseThatIsGivenUp_WaitsForNothing()
    {
        var given = A.Lone(Side.Company) with { BrokenReason = "It is a clone." };
        var context = Context(A.Stored([given])) with { OwnAccount = null };

        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(s_own, context));
    }

    [Fact]
    public void Plan_GoogleCaseWithOurLineWhileOurAccountIsUnknown_WaitsForTheAccount()
    {
        var context = Context(A.Stored([A.Lone(Side.Company)])) with { OwnAccount = null };
        Assert.IsType<PollStep.Undecided>(PollPlanner.Plan(s_own, context));

        var paired = A.Pair with { GoogleCaseName = GoogleCaseName.Parse("projects/shop/cases/9") };
        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(s_own, context with { Stored = A.Stored([paired]) }));
        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(s_own, context with { Stored = A.Stored([]) }));
    }

    [Fact]
    public void Plan_OwnCompanyCase_IsACaseLikeAnyOther()
    {
        // The CRM case that we made belongs to its Google case by its link; the account proves nothing there.
        var seen = A.CompanyCase with { Creator = A.Connector(Side.Company) };
        var context = Context(A.Stored([])) with { Side = Side.Company, OwnAccount = A.CompanyAccount };

        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(seen, context));
    }

    [Theory]
    [InlineData(Side.Google, 0, false)]
    [InlineData(Side.Google, 1, true)]
    [InlineData(Side.Company, 0, false)]
    [InlineData(Side.Company, 1, true)]
    public void Plan_BuriedCase_RisesOnlyWhenItChanged(Side side, int microsecondsLater, bool rises)
    {
        var (google, company) = side == Side.Google ? (s_buried, s_buried.AddDays(1)) : (s_buried.AddDays(1), s_buried);
        var tombstone = A.Tombstone with { GoogleVersion = google, CompanyVersion = company };
        var seen = A.Case(side) with { UpdatedAt = s_buried.AddMicroseconds(microsecondsLater) };

        var step = PollPlanner.Plan(seen, Buried(side, tombstone, A.GoogleName, A.CompanyId));

        Assert.Equal(rises, step is PollStep.Queue);
    }

    [Theory]
    [InlineData(Side.Google, "google:5123")]
    [InlineData(Side.Company, "company:78")]
    public void Plan_RisenCase_FindsItsCounterpartAndReadsBothSidesWhole(Side side, string id)
    {
        var step = Assert.IsType<PollStep.Queue>(
            PollPlanner.Plan(A.Case(side), Buried(side, A.Tombstone, A.GoogleName, A.CompanyId)));

        Assert.True(step.IsNew);
        Assert.Equal(
            (id, A.GoogleName, A.CompanyId, 0),
            (step.Mapping.Id, step.Mapping.GoogleCaseName, step.Mapping.CompanyCaseId, step.Mapping.Epoch));
        Assert.Equal(
            [A.Identity(A.GoogleName, id), A.Identity(A.CompanyId, id)],
            step.MarkDirty.Writes.OfType<StoreWrite.PutIdentity>().Select(write => write.Identity));
    }

    [Fact]
    public void Plan_RisenCase_WasClosedOnBothSides()
    {
        // So that what woke it, an open case, is carried over as a change.
        var step = Assert.IsType<PollStep.Queue>(
            PollPlanner.Plan(A.CompanyCase, Buried(Side.Company, A.Tombstone, A.GoogleName, A.CompanyId)));

        Assert.Equal((CaseState.Closed, CaseState.Closed), (step.Mapping.Google.State, step.Mapping.Company.State));
        Assert.Equal((A.Noon, null), (step.Mapping.Google.UpdatesSyncedAt, step.Mapping.Company.UpdatesSyncedAt));
    }

    [Fact]
    public void Plan_RisenCaseWhoseOtherGraveIsGone_DigsANewIdentity()
    {
        var step = Assert.IsType<PollStep.Queue>(
            PollPlanner.Plan(A.GoogleCase, Buried(Side.Google, A.Tombstone, A.GoogleName)));

        Assert.Equal(
            [A.Identity(A.GoogleName, "google:5123"), A.Identity(A.CompanyId, "google:5123") with { Version = 0 }],
            step.MarkDirty.Writes.OfType<StoreWrite.PutIdentity>().Select(write => write.Identity));
    }

    [Fact]
    public void Plan_BuriedCaseWithoutCounterpart_RisesAlone()
    {
        var alone = A.Tombstone with { CompanyCaseId = null };

        var step = Assert.IsType<PollStep.Queue>(
            PollPlanner.Plan(A.GoogleCase, Buried(Side.Google, alone, A.GoogleName)));

        Assert.Null(step.Mapping.CompanyCaseId);
        Assert.Single(step.MarkDirty.Writes.OfType<StoreWrite.PutIdentity>());
    }

    [Fact]
    public void KeysOf_APage_AreTheCasesAndWhomTheyName()
    {
        var keys = PollPlanner.KeysOf([s_own, A.CompanyCase, A.GoogleCase]);

        Assert.Equal(["google:5123", "company:78"], keys.Select(key => key.Value));
    }

    [Fact]
    public void FurtherKeysOf_ATombstone_IsItsOtherHalf()
    {
        Assert.Equal(
            [IdentityKey.Of(A.CompanyId)], PollPlanner.FurtherKeysOf(A.Stored([], A.Grave(A.GoogleName, A.Tombstone))));
        Assert.Empty(PollPlanner.FurtherKeysOf(
            A.Stored([], A.Grave(A.GoogleName, A.Tombstone), A.Grave(A.CompanyId, A.Tombstone))));
        Assert.Empty(PollPlanner.FurtherKeysOf(A.Stored([A.Pair])));
    }

    private static void AssertSkipped(SupportCase seen, PollContext context)
    {
        var skipped = Assert.IsType<PollStep.Skip>(PollPlanner.Plan(seen, context));
        Assert.Equal(seen, skipped.Seen);
        Assert.NotEmpty(skipped.Reason);
    }

    private static PollContext Context(MappingLookup stored) =>
        new(Side.Google, A.Global, stored, A.GoogleAccount, A.Noon, TraceParent: null);

    private static PollContext Buried(Side side, Tombstone tombstone, params CaseRef[] graves) =>
        Context(A.Stored([], [.. graves.Select(id => A.Grave(id, tombstone))]))
            with
        { Side = side, OwnAccount = A.Connector(side).Account };
}
