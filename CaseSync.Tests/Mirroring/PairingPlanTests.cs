using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class PairingPlanTests
{
    private const string Notice = "This case is now syncing with Company Case: 78";

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_QuietPair_DoesNothing(Side from)
    {
        var plan = SyncPlanner.Plan(A.Quiet(from));

        Assert.Empty(plan.Steps);
        Assert.Empty(plan.Settled);
        Assert.True(plan.IsWhole);
        Assert.False(plan.HasNewContent);
    }

    [Fact]
    public void Plan_WithoutSource_IsAMistake() =>
        Assert.Throws<ArgumentException>(
            () => SyncPlanner.Plan(A.Quiet(Side.Google).WithSource(view => view with { Case = null })));

    [Fact]
    public void Plan_PairWithoutNotice_SaysIt()
    {
        var step = Assert.Single(SyncPlanner.Plan(Unsaid(Side.Google)).Steps);

        Assert.IsType<SyncAction.SayPaired>(step.Action);
        Assert.Equal(PairingPlanner.NoticeKey, step.Intent!.Key);
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_NoticeThatIsThere_IsAdoptedFromEitherSide(Side from)
    {
        var plan = SyncPlanner.Plan(OnGoogle(Unsaid(from), A.OwnComment(Side.Google, "1", Notice)));

        Assert.Empty(plan.Steps);
        var item = Assert.Single(plan.Settled);
        Assert.Equal((PairingPlanner.NoticeKey, ItemState.Done, "1"), (item.Key, item.State, item.TargetId));
    }

    [Fact]
    public void Plan_NoticeByAPersonOrForAnotherCase_CountsForNothing()
    {
        var byAnn = OnGoogle(
            Unsaid(Side.Company), A.Comment("1", Notice), A.OwnComment(Side.Google, "2", Notice + "9"));

        Assert.IsType<SyncAction.SayPaired>(Assert.Single(SyncPlanner.Plan(byAnn).Actions()));
    }

    [Fact]
    public void Plan_NoticeWithoutAnswer_IsRepeatedOnlyWhenItWouldShow()
    {
        CaseSnapshots Sent(DateTimeOffset at) =>
            Unsaid(Side.Company).With(A.Item(PairingPlanner.NoticeKey, ItemState.Intent) with { AttemptedAt = at });

        var early = SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-2).AddTicks(1)));
        Assert.Empty(early.Steps);
        Assert.False(early.IsWhole);

        Assert.True(Assert.Single(SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-2))).Steps).RepeatsUnknown);
    }

    [Fact]
    public void Plan_IntentOfAHolderWhoDied_CountsFromTheEndOfItsLease()
    {
        CaseSnapshots Sent(DateTimeOffset sentUntil) => Unsaid(Side.Company)
            .With(A.Item(PairingPlanner.NoticeKey, ItemState.Intent) with { AttemptedAt = A.Noon.AddMinutes(-10) })
            .WithMapping(mapping => mapping with { SentUntil = sentUntil });

        Assert.Empty(SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-2).AddTicks(1))).Steps);
        Assert.Single(SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-2))).Steps);
        Assert.Single(SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-20))).Steps);
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_AccountForgotten_SaysTheNoticeAgainAndMirrorsNothing(Side from)
    {
        // Its answer is how we learn the account; until then our own comments look like people's.
        var seen = AccountUnknown(OnGoogle(A.Quiet(from), A.OwnComment(Side.Google, "1", Notice)));

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal([new SyncAction.SayPaired()], plan.Actions());
        Assert.Empty(plan.Settled);
        Assert.False(plan.IsWhole);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_NoticeThatAClosedGoogleCaseRefused_HoldsNothing(bool isAccountKnown)
    {
        var seen = Closed(Refused(Side.Google)).With(A.Comment("3"));

        var plan = SyncPlanner.Plan(isAccountKnown ? seen : AccountUnknown(seen));

        Assert.Equal(["[Google Comment 3 by Ann] It happened again."], plan.Bodies());
    }

    [Theory]
    [InlineData("This case is now syncing with Company Case: 78")]
    [InlineData("[Company Comment c1 by Ann] It happened again.")]
    public void Plan_NoticeRefusedButWordsOfOursAreThere_WaitsUntilItIsKnownWhoWroteThem(string body)
    {
        // The store was lost: taken for a person's, our own words would be mirrored back.
        var seen = AccountUnknown(OnGoogle(Closed(Refused(Side.Google)), A.OwnComment(Side.Google, "1", body)));

        Assert.Empty(SyncPlanner.Plan(seen).Steps);
        Assert.False(SyncPlanner.Plan(seen).IsWhole);
    }

    [Fact]
    public void Plan_NoticeRefusedOnceAndTheGoogleCaseIsOpenAgain_TeachesOurAccountFirst() => Assert.Equal(
        [new SyncAction.SayPaired()],
        SyncPlanner.Plan(AccountUnknown(Refused(Side.Company).With(A.Comment("c1")))).Actions());

    [Fact]
    public void Plan_NoticeThatWasNotSent_IsNotWaitedFor() =>
        Assert.False(Assert.Single(SyncPlanner.Plan(Unsaid(Side.Company)
        .With(A.Item(PairingPlanner.NoticeKey,
            ItemState.Planned) with
        { AttemptedAt = A.Noon })).Steps).RepeatsUnknown);

    [Fact]
    public void Plan_AccountKnown_NeverTakesAPersonsWordsForOurs()
    {
        var seen = OnGoogle(
            Unsaid(Side.Company).With(
                A.Item(PairingPlanner.NoticeKey, ItemState.Intent) with { AttemptedAt = A.Noon.AddHours(-1) }),
            A.Comment("1", Notice));

        Assert.IsType<SyncAction.SayPaired>(Assert.Single(SyncPlanner.Plan(seen).Actions()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("projects/shop/cases/9")]
    public void Plan_CrmCaseThatNamesNoneOrAnotherGoogleCase_IsPutRight(string? named)
    {
        var seen = A.Quiet(Side.Google).WithTargetCase(
            target => target with { GoogleCaseName = named is null ? null : GoogleCaseName.Parse(named) });

        Assert.Equal([new SyncAction.NameGoogleCase()], SyncPlanner.Plan(seen).Actions());
    }

    [Fact]
    public void Plan_CrmCaseThatNamesItByTheProjectsNumber_IsRightAlready()
    {
        var seen = A.Quiet(Side.Company).WithSourceCase(
            source => source with { GoogleCaseName = GoogleCaseName.Parse("projects/889/cases/5123") });

        Assert.Empty(SyncPlanner.Plan(seen).Steps);
    }

    [Fact]
    public void PlanRefusedPair_IsRecordedAndSaidOnceOnTheCrmCase()
    {
        var seen = A.Unpaired(Side.Company).WithSourceCase(source => source with { GoogleCaseName = A.GoogleName });
        var about = PairingPlanner.TakenAbout(A.GoogleName);

        var plan = SyncPlanner.PlanRefusedPair(seen, "It is a clone.", about, "Clear the name.");

        Assert.Equal("It is a clone.", plan.BrokenReason);
        Assert.Equal([new SyncAction.AddNotice(Side.Company, "Clear the name.")], plan.Actions());
        var refused = Assert.Single(plan.Settled);
        Assert.Equal(
            (PairingPlanner.CaseKey(A.CompanyId), ItemState.Refused, "It is a clone.", A.Noon),
            (refused.Key, refused.State, refused.Reason, refused.FinishedAt));

        var said = A.Item(new ItemKey(Side.Company, ItemKind.Notice, about), ItemState.Done);
        Assert.Empty(
            SyncPlanner.PlanRefusedPair(seen.With(refused, said), "It is a clone.", about, "Clear the name.").Steps);
    }

    [Fact]
    public void Abouts_OfCloneAndDanglingLink_AreOfTheCaseNumber()
    {
        Assert.Equal("clone:5123", PairingPlanner.TakenAbout(A.GoogleName));
        Assert.Equal("dangling:5123", PairingPlanner.DanglingAbout(A.GoogleName));
    }

    [Theory]
    [InlineData("CRM case 78", true)]
    [InlineData("another CRM case", true)]
    [InlineData("CRM case 78", false)]
    public void PlanRefusedPair_StoreForgotThatItWasSaid_SaysItOnceWhoeverTheOwnerIsSaidToBe(
        string owner, bool isForgotten)
    {
        var seen = A.Unpaired(Side.Company).With(
            A.OwnComment(Side.Company, "9", ConnectorText.Clone(A.GoogleName, "CRM case 78")));
        seen = isForgotten ? seen : seen.WithMapping(mapping => mapping with { Epoch = A.Global.Epoch });

        var plan = SyncPlanner.PlanRefusedPair(
            seen, "It is a clone.", PairingPlanner.TakenAbout(A.GoogleName), ConnectorText.Clone(A.GoogleName, owner),
            ConnectorText.CloneStart(A.GoogleName));

        Assert.Equal(isForgotten ? 0 : 1, plan.Steps.Count);
    }

    private static CaseSnapshots Refused(Side from) =>
        Unsaid(from).With(A.Item(PairingPlanner.NoticeKey, ItemState.Refused));

    private static CaseSnapshots Closed(CaseSnapshots seen)
    {
        static SupportCase Close(SupportCase open) => open with { State = CaseState.Closed };

        return seen.WithSourceCase(Close).WithTargetCase(Close).WithMapping(mapping => mapping
            .With(Side.Google, side => side with { State = CaseState.Closed })
            .With(Side.Company, side => side with { State = CaseState.Closed }));
    }

    private static CaseSnapshots Unsaid(Side from) => A.Quiet(from) with { Ledger = new MirrorLedger([]) };

    private static CaseSnapshots OnGoogle(CaseSnapshots seen, params Comment[] comments) => seen.From == Side.Google
        ? seen.With(comments)
        : seen.WithTarget(view => view with { Comments = comments });

    private static CaseSnapshots AccountUnknown(CaseSnapshots seen)
    {
        static SideView Unknown(SideView view) =>
            view.Traits.Side == Side.Google ? view with { OwnAccount = null } : view;

        return seen.WithSource(Unknown).WithTarget(Unknown);
    }
}
