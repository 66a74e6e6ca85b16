using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Polling;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Polling;

public sealed class PollPlannerTests
{
    private static readonly DateTimeOffset s_changed = A.Noon.AddMinutes(-10);

    // A CRM case that nobody linked yet.
    private static readonly SupportCase s_companyCase = A.CompanyCase with { GoogleCaseName = null };

    [Fact]
    public void Plan_NewGoogleCase_GetsTheGuidesMapping()
    {
        var step = Queue(A.GoogleCase, Context(Side.Google));

        Assert.True(step.IsNew);
        Assert.Equal(s_changed, step.Version);
        Assert.Equal(
            new CaseMapping
            {
                Id = "google:5123",
                GoogleCaseName = A.GoogleName,
                CreatedAt = A.Noon,
                NewContentAt = A.Noon,
                Title = "Disk is full",
                Priority = Priority.P3,
                Google = new SideProgress { DirtySince = A.Noon, SeenVersion = s_changed, TraceParent = "trace" },
                Company = new SideProgress { UpdatesSyncedAt = A.Noon },
            },
            step.Mapping);
        Assert.Equal(
            [new StoreWrite.PutMapping(step.Mapping),
                new StoreWrite.PutIdentity(A.Identity(A.GoogleName, "google:5123") with { Version = 0 })],
            step.MarkDirty.Writes);
    }

    [Fact]
    public void Plan_NewCompanyCase_GetsTheGuidesMapping()
    {
        var mapping = Queue(s_companyCase, Context(Side.Company)).Mapping;

        Assert.Equal(("company:78", null, A.CompanyId), (mapping.Id, mapping.GoogleCaseName, mapping.CompanyCaseId));
        Assert.Equal((A.Noon, null), (mapping.Google.UpdatesSyncedAt, mapping.Company.UpdatesSyncedAt));
        Assert.Equal((null, A.Noon), (mapping.Google.DirtySince, mapping.Company.DirtySince));
    }

    [Fact]
    public void Plan_NewCaseWithALongTitleAndNoPriority_KeepsWhatItCan()
    {
        var seen = A.GoogleCase with { Title = new string('t', 201), Priority = null };
        var mapping = Queue(seen, Context(Side.Google)).Mapping;
        Assert.Equal((new string('t', 199) + "…", null), (mapping.Title, mapping.Priority));

        Assert.Null(Queue(A.GoogleCase with { Title = null }, Context(Side.Google)).Mapping.Title);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Plan_CaseCreatedThirtyDaysAgo_GetsNoMapping(int ticksYounger, bool getsOne)
    {
        var created = A.Noon.AddDays(-30).AddTicks(ticksYounger);

        AssertQueued(getsOne, A.GoogleCase with { CreatedAt = created }, Context(Side.Google));
        AssertQueued(getsOne, s_companyCase with { CreatedAt = created }, Context(Side.Company));
    }

    [Fact]
    public void Plan_CaseThatDoesNotSayWhenItWasMade_GetsAMapping() =>
        AssertQueued(true, A.GoogleCase with { CreatedAt = null }, Context(Side.Google));

    [Theory]
    [InlineData(CaseState.Closed, -1, false)]
    [InlineData(CaseState.Closed, 0, true)]
    [InlineData(CaseState.Open, -1, true)]
    public void Plan_CaseClosedBeforeInstallation_GetsNoMapping(
        CaseState state, int secondsAfterInstallation, bool getsOne)
    {
        var context = Context(Side.Google) with { Global = A.Global with { InstalledAt = A.Noon.AddDays(-1) } };
        var seen = A.GoogleCase with
        {
            State = state,
            CreatedAt = A.Noon.AddDays(-2),
            UpdatedAt = A.Noon.AddDays(-1).AddSeconds(secondsAfterInstallation),
        };

        AssertQueued(getsOne, seen, context);
    }

    [Fact]
    public void Plan_VersionThatWasQueued_IsSkipped()
    {
        var queued = A.Pair.With(Side.Google, side => side with { QueuedVersion = s_changed });

        AssertQueued(false, A.GoogleCase, Context(Side.Google, queued));
        AssertQueued(
            true, A.GoogleCase with { UpdatedAt = s_changed.AddMicroseconds(1) }, Context(Side.Google, queued));
    }

    [Fact]
    public void Plan_KnownCaseThatChanged_IsMarkedAndQueued()
    {
        var step = Queue(A.GoogleCase, Context(Side.Google, A.Pair));

        Assert.False(step.IsNew);
        Assert.Equal(DirtyMark.Set(A.Pair, Side.Google, s_changed, A.Global, A.Noon, "trace"), step.Mapping);
        Assert.Equal([new StoreWrite.PutMapping(step.Mapping)], step.MarkDirty.Writes);
    }

    [Fact]
    public void Plan_KnownCaseHoweverOld_IsQueued() =>
        AssertQueued(true, A.GoogleCase with { CreatedAt = A.Noon.AddYears(-1) }, Context(Side.Google, A.Pair));

    [Fact]
    public void Plan_CaseWithoutUpdateTime_IsLookedAtOnceAMinute()
    {
        var seen = A.GoogleCase with { UpdatedAt = null };
        var context = Context(Side.Google, A.Pair) with { Now = A.Noon.AddSeconds(59.5) };

        Assert.Equal(A.Noon, Queue(seen, context).Version);
    }

    [Fact]
    public void Plan_LinkedCompanyCase_GetsAMappingHoweverOld() =>
        AssertQueued(true, A.CompanyCase with { CreatedAt = A.Noon.AddYears(-1) }, Context(Side.Company));

    [Fact]
    public void Plan_LinkedCompanyCaseWhoseGoogleCaseIsMappedAlone_IsLeftToThatOne()
    {
        AssertQueued(false, A.CompanyCase, Context(Side.Company, A.Lone(Side.Google)));
    }

    [Fact]
    public void Plan_LinkedCompanyCaseWhoseGoogleCaseIsGivenUp_IsLookedAtItself() =>
        AssertQueued(
            true, A.CompanyCase,
            Context(Side.Company, A.Lone(Side.Google) with { BrokenReason = "It is not there any more." }));

    [Fact]
    public void Plan_CloneOfAPair_GetsAMappingSoThatItsAuthorIsTold()
    {
        var clone = A.CompanyCase with { Ref = CompanyCaseId.Parse("79") };

        Assert.Equal("company:79", Queue(clone, Context(Side.Company, A.Pair)).Mapping.Id);
    }

    [Fact]
    public void Plan_CaseClosedBeforeInstallation_IsSkippedEvenIfLinked() => AssertQueued(
        false,
        A.CompanyCase with { State = CaseState.Closed },
        Context(Side.Company) with { Global = A.Global with { InstalledAt = A.Noon } });

    private static PollStep.Queue Queue(SupportCase seen, PollContext context) =>
        Assert.IsType<PollStep.Queue>(PollPlanner.Plan(seen, context));

    private static void AssertQueued(bool expected, SupportCase seen, PollContext context) =>
        Assert.Equal(expected, PollPlanner.Plan(seen, context) is PollStep.Queue);

    private static PollContext Context(Side side, params CaseMapping[] mappings) =>
        new(side, A.Global, A.Stored(mappings), A.Connector(side).Account, A.Noon, "trace");
}
