using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed partial class NewCasePlanTests
{
    [Fact]
    public void Plan_NewGoogleCase_MakesTheCrmCaseSaysSoAndCopiesInOrder()
    {
        var seen = A.Unpaired(Side.Google)
            .With(A.Comment("3", "Second."), A.Comment("2", "First.") with { CreatedAt = A.Noon.AddHours(-2) })
            .With(A.Attachment("06x"));

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(
            [
                new SyncAction.CreateCase(new NewCase(
                    "Disk is full", "CONTENT MIRRORED FROM GOOGLE SUPPORT:\nThe disk of the shop is full.", Priority.P3,
                    A.GoogleName)),
                new SyncAction.SayPaired(),
                new SyncAction.AddComment("[Google Comment 2 by Ann] First."),
                new SyncAction.AddComment("[Google Comment 3 by Ann] Second."),
                new SyncAction.CopyAttachment(A.Attachment("06x")),
            ],
            plan.Actions());
        Assert.True(plan.IsWhole);
        Assert.True(plan.HasNewContent);
        Assert.Equal(Priority.P3, plan.Agreed);
    }

    [Fact]
    public void Plan_NewCompanyCase_MakesTheGoogleCaseNamesItAndSaysSo()
    {
        var plan = SyncPlanner.Plan(A.Unpaired(Side.Company).With(A.Comment("c1")));

        Assert.Equal(
            [
                new SyncAction.CreateCase(new NewCase(
                    "Disk is full",
                    "CONTENT MIRRORED FROM COMPANY:\nThe disk of the shop is full.\nCompany Case: 78", Priority.P3,
                    null)),
                new SyncAction.NameGoogleCase(),
                new SyncAction.SayPaired(),
                new SyncAction.AddComment("[Company Comment c1 by Ann] It happened again."),
            ],
            plan.Actions());
    }

    [Fact]
    public void Plan_NewCase_ClosedAlready_IsMadeAndClosedLast()
    {
        var plan = SyncPlanner.Plan(
            A.Unpaired(Side.Google).WithSourceCase(source => source with { State = CaseState.Closed })
                .With(A.Comment("3")));

        Assert.IsType<SyncAction.CreateCase>(plan.Actions().First());
        Assert.IsType<SyncAction.CloseCase>(plan.Actions().Last());
    }

    [Fact]
    public void Plan_NewCase_StoresAnIntentForWhateverWouldShowTwice()
    {
        var plan = SyncPlanner.Plan(A.Unpaired(Side.Company).With(A.Comment("c1")).With(A.Attachment("a1")));

        Assert.Equal(
            ["Company:Case:company:78:1", null, "Google:Notice:paired:1", "Company:Comment:c1:1",
                "Company:Attachment:a1:1"],
            plan.Steps.Select(step => step.Intent?.Key.ToString()));
        Assert.All(plan.Steps.Select(step => step.Intent).OfType<MirroredItem>(), intent => Assert.Equal(
            (ItemState.Intent, A.Noon, 1), (intent.State, intent.AttemptedAt, intent.Attempts)));
        Assert.DoesNotContain(plan.Steps, step => step.RepeatsUnknown);
    }

    [Fact]
    public void Plan_NewGoogleCaseWhileOurAccountIsUnknown_CopiesNothingUntilTheFirstAnswerNamesIt()
    {
        var plan = SyncPlanner.Plan(
            A.Unpaired(Side.Google).WithSource(view => view with { OwnAccount = null }).With(A.Comment("3")));

        Assert.Equal(
            [typeof(SyncAction.CreateCase), typeof(SyncAction.SayPaired)],
            plan.Actions().Select(action => action.GetType()));
        Assert.False(plan.IsWhole);
    }

    [Fact]
    public void Plan_AccountUnknownButPeopleToldApartByTag_CopiesAtOnce()
    {
        var seen = A.Unpaired(Side.Google).With(A.Comment("3")).WithSource(view => view with
        {
            OwnAccount = null,
            Traits = view.Traits with { TellsOwnAccount = false },
        });

        Assert.True(SyncPlanner.Plan(seen).IsWhole);
    }

    // The settle time of 2 minutes, and the target's search lag: of Google 30 minutes, of the CRM 1 minute.
    [Theory]
    [InlineData(Side.Company, 32)]
    [InlineData(Side.Google, 3)]
    public void Plan_CreateWithoutAnswer_IsRepeatedOnlyWhenItWouldShow(Side from, int minutes)
    {
        MirroredItem Sent(ItemState state) => A.Item(PairingPlanner.CaseKey(A.Case(from).Ref), state);

        AssertRepeatedAfter(minutes, from, Sent(ItemState.Intent));
        AssertRepeatedAfter(minutes, from, Sent(ItemState.Refused) with { FailingSince = A.Noon.AddDays(-1) });
    }

    private static void AssertRepeatedAfter(int minutes, Side from, MirroredItem sent)
    {
        var seen = A.Unpaired(from);
        CaseSnapshots Sent(DateTimeOffset at) => seen.With(sent with { AttemptedAt = at });

        var early = SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-minutes).AddTicks(1)));
        Assert.Empty(early.Steps);
        Assert.Single(early.Waits);

        var repeated = SyncPlanner.Plan(Sent(A.Noon.AddMinutes(-minutes))).Steps[0];
        Assert.IsType<SyncAction.CreateCase>(repeated.Action);
        Assert.Equal((true, sent.Attempts + 1), (repeated.RepeatsUnknown, repeated.Intent!.Attempts));
    }

    [Fact]
    public void Plan_CreateThatWasNotSent_IsNotWaitedFor()
    {
        var seen = A.Unpaired(Side.Company);
        var planned = A.Item(PairingPlanner.CaseKey(A.CompanyId), ItemState.Planned) with { AttemptedAt = A.Noon };

        Assert.False(SyncPlanner.Plan(seen.With(planned)).Steps[0].RepeatsUnknown);
        Assert.True(SyncPlanner.Plan(seen.With(planned with { State = ItemState.Refused })).IsWhole);
    }

    [Theory]
    [InlineData(Side.Company, 30)]
    [InlineData(Side.Google, 2)] // Not before the settle time, though its search shows after 1 minute.
    public void Plan_NewStore_CreatesNothingUntilWhatExistsWouldShow(Side from, int minutes)
    {
        CaseSnapshots At(DateTimeOffset now) =>
            A.Unpaired(from) with { Now = now, Global = A.Global with { EpochStartedAt = A.Noon } };

        var early = SyncPlanner.Plan(At(A.Noon.AddMinutes(minutes).AddTicks(-1)));
        Assert.Empty(early.Steps);
        Assert.Single(early.Waits);

        Assert.NotEmpty(SyncPlanner.Plan(At(A.Noon.AddMinutes(minutes))).Steps);
    }

    [Fact]
    public void Plan_CounterpartThatWasOrderedAndFound_IsDone()
    {
        var ordered = A.Item(PairingPlanner.CaseKey(A.CompanyId), ItemState.Intent);

        var plan = SyncPlanner.Plan(A.Quiet(Side.Company).With(ordered));

        Assert.Empty(plan.Steps);
        var done = Assert.Single(plan.Settled);
        Assert.Equal((ordered.Key, ItemState.Done, A.GoogleName.Value), (done.Key, done.State, done.TargetId));
    }

    [Fact]
    public void Plan_NewCaseWithoutPriority_IsMadeAsP2AndThatIsAgreed()
    {
        var plan = SyncPlanner.Plan(A.Unpaired(Side.Company).WithSourceCase(source => source with { Priority = null }));

        Assert.Equal(Priority.P2, Assert.IsType<SyncAction.CreateCase>(plan.Actions().First()).Draft.Priority);
        Assert.Equal(Priority.P2, plan.Agreed);
    }
}
