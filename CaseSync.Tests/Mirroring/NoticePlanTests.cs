using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>Refusals, and how the connector says anything once.</summary>
public sealed class NoticePlanTests
{
    private const string Text = "[CaseSync: attachment a not copied] It is too large.";

    private static readonly MirroredItem s_refused =
        A.AttachmentItem(Side.Company, "a", ItemState.Refused) with { Reason = "It is too large." };

    private static readonly ItemKey s_notice = new(Side.Company, ItemKind.Notice, "refused:Attachment:a");

    private static readonly CaseSnapshots s_seen = A.Quiet(Side.Company).With(A.Attachment("a")).With(s_refused);

    [Fact]
    public void Plan_RefusedItem_IsSaidOnTheSideItCameFrom()
    {
        var plan = SyncPlanner.Plan(s_seen);

        var step = Assert.Single(plan.Steps);
        Assert.Equal(new SyncAction.AddNotice(Side.Company, Text), step.Action);
        Assert.Equal((s_notice, Text, ItemState.Intent), (step.Intent!.Key, step.Intent.Text, step.Intent.State));
        Assert.False(plan.HasNewContent);
    }

    [Fact]
    public void Plan_RefusalThatWasSaid_IsNotSaidAgain() =>
        Assert.Empty(SyncPlanner.Plan(s_seen.With(A.Item(s_notice, ItemState.Done))).Steps);

    [Theory]
    [InlineData(ItemState.Intent)] // The answer may be lost.
    [InlineData(null)] // The memory may be lost: its words name the item, and can be of nothing else.
    public void Plan_RefusalWhoseNoticeIsThere_IsAdopted(ItemState? state)
    {
        var seen = s_seen.With(A.OwnComment(Side.Company, "c7", Text + " \n"));

        var plan = SyncPlanner.Plan(
            state is { } known ? seen.With(A.Item(s_notice, known) with { Text = Text }) : seen);

        Assert.Empty(plan.Steps);
        Assert.Equal((s_notice, "c7"), (Assert.Single(plan.Settled).Key, plan.Settled[0].TargetId));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)] // The memory is lost.
    public void PlanRefusedPair_SameWordsOfAnEarlierOccasion_AreNotThisNotice(int epoch, bool isSaid)
    {
        var seen = A.Unpaired(Side.Company).With(A.OwnComment(Side.Company, "c7", "Clear the name."))
            .WithMapping(mapping => mapping with { Epoch = epoch });

        Assert.Equal(
            isSaid, SyncPlanner.PlanRefusedPair(seen, "It is a clone.", "clone:1", "Clear the name.").Steps.Count == 1);
    }

    [Fact]
    public void Plan_NoticeThatTheSideRefused_IsNotSaidAgain() =>
        Assert.Empty(SyncPlanner.Plan(s_seen.With(A.Item(s_notice, ItemState.Refused))).Steps);

    [Fact]
    public void Plan_SameWordsByAPerson_AreNotOurNotice() =>
        Assert.Contains(
            new SyncAction.AddNotice(Side.Company, Text),
            SyncPlanner.Plan(s_seen.With(A.Comment("c7", Text)).WithMapping(mapping => mapping with { Epoch = 0 }))
                .Actions());

    [Fact]
    public void Plan_NoticeWithoutAnswer_WaitsAndThenRepeatsTheWordsOfItsIntent()
    {
        var sent = A.Item(s_notice, ItemState.Intent)
            with
        { Text = "Its first words.", AttemptedAt = A.Noon.AddMinutes(-2).AddTicks(1) };

        var waiting = SyncPlanner.Plan(s_seen.With(sent));
        Assert.Empty(waiting.Steps);
        Assert.False(waiting.IsWhole);

        var repeated = Assert.Single(
            SyncPlanner.Plan(s_seen.With(sent with { AttemptedAt = A.Noon.AddMinutes(-2) })).Steps);
        Assert.Equal(new SyncAction.AddNotice(Side.Company, "Its first words."), repeated.Action);
        Assert.True(repeated.RepeatsUnknown);
    }

    [Fact]
    public void Plan_RefusalOfTheOtherDirection_IsThatDirectionsToSay() => Assert.Empty(SyncPlanner.Plan(
        A.Quiet(Side.Google).With(s_refused)).Steps);

    [Fact]
    public void Plan_RefusalWithoutReason_SaysSomething() => Assert.Equal(
        [new SyncAction.AddNotice(Side.Company, "[CaseSync: comment c1 not copied] The other system refused it.")],
        SyncPlanner.Plan(A.Quiet(Side.Company).With(A.CommentItem(Side.Company, "c1", ItemState.Refused))).Actions());

    [Fact]
    public void Plan_CommentAndFileOfOneId_AreTwoRefusals() => Assert.Equal(2, SyncPlanner.Plan(
        s_seen.With(A.CommentItem(Side.Company, "a", ItemState.Refused))).Steps.Count);
}
