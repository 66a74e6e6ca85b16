using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Outages;

public sealed class OutageDecisionTests
{
    // P3 with content of two hours ago: 20 minutes.
    private static readonly DateTimeOffset s_limit = A.Noon.AddMinutes(-20);
    private static readonly DateTimeOffset s_installed = A.Noon.AddDays(-100);

    [Fact]
    public void Decide_QuietPair_IsWell() =>
        Assert.Equivalent(new OutageVerdict([], TimeSpan.Zero, null, []), Decide(A.Pair), strict: true);

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Decide_OneSideOverItsTolerance_IsLateByOneTickOnly(Side side)
    {
        Assert.False(Decide(Waiting(A.Pair, side, s_limit)).IsLate);

        var verdict = Decide(Waiting(A.Pair, side, s_limit.AddTicks(-1)));

        Assert.True(verdict.IsLate);
        Assert.Equal([side], verdict.LateSides);
        Assert.Equal(
            (TimeSpan.FromMinutes(20) + TimeSpan.FromTicks(1), s_limit.AddTicks(-1)),
            (verdict.LateFor, verdict.LateSince));
    }

    [Fact]
    public void Decide_PollTooOld_MakesEvenQuietPairsLate()
    {
        var verdict = OutageDecision.Decide(
            A.Pair, A.Global with { CompanyPolledAt = A.Noon.AddMinutes(-21) }, A.Noon, scale: 1, s_installed);

        Assert.Equal([Side.Company], verdict.LateSides);
    }

    [Fact]
    public void Decide_BothSidesLate_CountsSinceTheOlder()
    {
        var mapping = Waiting(
            Waiting(A.Pair, Side.Google, A.Noon.AddMinutes(-125)), Side.Company, A.Noon.AddMinutes(-30));

        var verdict = Decide(mapping);

        Assert.Equal([Side.Google, Side.Company], verdict.LateSides);
        Assert.Equal(A.Noon.AddMinutes(-125), verdict.LateSince);
        Assert.All(
            verdict.Due,
            notice => Assert.Equal("This case has not synced properly in 2 hours 5 minutes.", notice.Text));
    }

    [Fact]
    public void Decide_Late_TellsEachSideOnceUnderAKeyOfWhenItBegan()
    {
        var since = A.Noon.AddMinutes(-21);

        Assert.Equal(
            [Late(Side.Google, since, "21 minutes"), Late(Side.Company, since, "21 minutes")],
            Decide(Waiting(A.Pair, Side.Google, since)).Due);
    }

    [Fact]
    public void Decide_LateStill_KeepsTheKeyAndTellsOnlyWhoWasNotTold()
    {
        var began = A.Noon.AddMinutes(-90);
        var mapping = Waiting(A.Pair, Side.Google, A.Noon.AddMinutes(-60)) with { LateSince = began };

        var verdict = Decide(mapping.With(Side.Company, side => side with { OutageCommentSent = true }));

        Assert.Equal([Late(Side.Google, began, "1 hour")], verdict.Due);
        Assert.Equal(began, verdict.LateSince);
    }

    [Fact]
    public void Decide_LateWithoutCounterpart_TellsTheSideThatThereIs()
    {
        var lone = A.Lone(Side.Company)
            with
        {
            CreatedAt = A.Noon.AddMinutes(-21),
            Company = new SideProgress { DirtySince = A.Noon.AddMinutes(-21) }
        };

        var verdict = Decide(lone);

        Assert.Equal([Side.Company], verdict.LateSides);
        Assert.Equal([Side.Company], verdict.Due.Select(notice => notice.On));
    }

    [Fact]
    public void Decide_LateNoMore_TellsWhoWasToldThatSyncingHasResumed()
    {
        var began = A.Noon.AddMinutes(-90);
        var mapping = (A.Pair with { LateSince = began })
            .With(Side.Google, side => side with { OutageCommentSent = true });

        var verdict = Decide(mapping);

        Assert.False(verdict.IsLate);
        var key = new ItemKey(Side.Google, ItemKind.Notice, $"resumed:{began.UtcTicks}");
        Assert.Equal([new OutageNotice(Side.Google, key, "Syncing has resumed.", IsResumption: true)], verdict.Due);
    }

    [Fact]
    public void Decide_NeverToldOfALateness_SaysNothingAboutItsEnd() => Assert.Empty(Decide(A.Pair).Due);

    [Fact]
    public void Decide_ClosedOnBothSides_IsNotLateAndWhoWasToldIsToldOfTheEnd()
    {
        var closed = Waiting(A.Pair, Side.Google, s_limit.AddDays(-1)) with { ResolvedAt = A.Noon };
        Assert.Equivalent(new OutageVerdict([], TimeSpan.Zero, null, []), Decide(closed), strict: true);

        var told = (closed with { LateSince = A.Noon })
            .With(Side.Company, side => side with { OutageCommentSent = true });
        Assert.True(Assert.Single(Decide(told).Due).IsResumption);
    }

    [Fact]
    public void Decide_NewStore_CountsACaseWithoutCounterpartFromWhenOneMayBeMade()
    {
        var lone = A.Lone(Side.Company)
            with
        { CreatedAt = A.Noon.AddHours(-1), Company = new SideProgress { DirtySince = A.Noon.AddHours(-1) } };
        OutageVerdict From(CaseMapping mapping, DateTimeOffset createsFrom) =>
            OutageDecision.Decide(mapping, A.Global, A.Noon, scale: 1, createsFrom);

        Assert.False(From(lone, s_limit).IsLate);
        Assert.Equal(TimeSpan.FromMinutes(20) + TimeSpan.FromTicks(1), From(lone, s_limit.AddTicks(-1)).LateFor);
        Assert.Equal(TimeSpan.FromHours(1), From(lone, A.Noon.AddDays(-1)).LateFor);
        Assert.True(From(lone with { GoogleCaseName = A.GoogleName }, A.Noon).IsLate);
    }

    [Fact]
    public void Decide_GivenUp_IsLeftAlone() =>
        Assert.False(
            Decide(Waiting(A.Pair, Side.Google, s_limit.AddDays(-1)) with { BrokenReason = "It is gone." }).IsLate);

    [Fact]
    public void Decide_Paused_SaysNothing()
    {
        var paused = Waiting(A.Pair, Side.Google, s_limit.AddDays(-1)) with { IsPaused = true, LateSince = A.Noon };

        Assert.Empty(Decide(paused.With(Side.Google, side => side with { OutageCommentSent = true })).Due);
        Assert.False(Decide(paused).IsLate);
    }

    [Theory]
    [InlineData(Priority.P0, 11)]
    [InlineData(Priority.P4, 31)]
    public void Decide_Tolerance_IsOfThePriority(Priority priority, int lateMinutes)
    {
        var mapping = A.Pair with { Priority = priority };

        Assert.True(Decide(Waiting(mapping, Side.Google, A.Noon.AddMinutes(-lateMinutes))).IsLate);
        Assert.False(Decide(Waiting(mapping, Side.Google, A.Noon.AddMinutes(-lateMinutes + 1))).IsLate);
    }

    [Fact]
    public void Decide_Tolerance_IsOfTheAgeOfTheContent()
    {
        var waiting = Waiting(A.Pair, Side.Google, A.Noon.AddMinutes(-15));

        Assert.True(Decide(waiting with { NewContentAt = A.Noon.AddMinutes(-59) }).IsLate);
        Assert.False(Decide(waiting with { NewContentAt = A.Noon.AddMinutes(-60) }).IsLate);
    }

    [Fact]
    public void Decide_Scaled_IsLateSooner()
    {
        var mapping = Waiting(A.Pair, Side.Google, A.Noon.AddMinutes(-3));

        Assert.True(OutageDecision.Decide(mapping, A.Global, A.Noon, scale: 0.1, s_installed).IsLate);
    }

    [Fact]
    public void FindSaid_TheLastAboutOutages_IsIt() =>
        Assert.Equal(
            "3", OutageDecision.FindSaid(
                [Said("3", 2, LateText), Said("2", 1, "Syncing has resumed."), Said("1", 0, LateText)], LateText,
                A.Noon)?.Id);

    [Theory]
    [InlineData("Syncing has resumed.", 5, "an earlier outage, which is over, said the same words")]
    [InlineData("This case has not synced properly in 20 minutes.", 5, "the last one said something else")]
    [InlineData("This case has not synced properly in 10 minutes.", -1, "it was said before this outage")]
    public void FindSaid_SaidForAnotherOutage_IsNull(string last, int lastMinute, string why) =>
        Assert.True(
            OutageDecision.FindSaid([Said("1", -2, LateText), Said("2", lastMinute, last)], LateText, A.Noon) is null,
            why);

    [Fact]
    public void FindSaid_OtherCommentsFollow_IsStillIt() =>
        Assert.NotNull(
            OutageDecision.FindSaid(
                [Said("1", 0, LateText), Said("2", 1, "[Google Comment 3 by Ann] hello")], LateText, A.Noon));

    private const string LateText = "This case has not synced properly in 10 minutes.";

    private static Comment Said(string id, int minute, string body) =>
        new(id, body, Author.Unknown, A.Noon.AddMinutes(minute));

    private static OutageVerdict Decide(CaseMapping mapping) =>
        OutageDecision.Decide(mapping, A.Global, A.Noon, scale: 1, s_installed);

    private static CaseMapping Waiting(CaseMapping mapping, Side side, DateTimeOffset since) =>
        mapping.With(side, progress => progress with { DirtySince = since, UpdatesSyncedAt = since });

    private static OutageNotice Late(Side on, DateTimeOffset since, string duration) => new(
        on, new ItemKey(on, ItemKind.Notice, $"late:{since.UtcTicks}"),
        $"This case has not synced properly in {duration}.", IsResumption: false);
}
