using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>A store that was lost has forgotten what was refused; our notice on the source has not.</summary>
public sealed class RefusedBeforePlanTests
{
    private const string CommentNotice = "[CaseSync: comment 3 not copied] It is too long.";
    private const string FileNotice = "[CaseSync: attachment a not copied] It is too large.";

    [Fact]
    public void Plan_CommentThatWasRefusedBeforeTheLoss_StaysRefused()
    {
        var plan = SyncPlanner.Plan(Forgotten().With(A.Comment("3"), Notice(CommentNotice), A.Comment("4")));

        Assert.Equal(["[Google Comment 4 by Ann] It happened again."], plan.Bodies());
        var refused = Assert.Single(plan.Settled);
        Assert.Equal(
            ("Google:Comment:3:1", ItemState.Refused, "It is too long."),
            (refused.Key.ToString(), refused.State, refused.Reason));
    }

    [Fact]
    public void Plan_FileThatWasRefusedBeforeTheLoss_DoesNotPassForTheNextOfItsName()
    {
        var seen = Forgotten().With(Notice(FileNotice)).With(A.Attachment("a"), A.Attachment("b"))
            .WithTarget(view => view with { Attachments = [A.OwnAttachment(Side.Company, "copy-of-b")] });

        var plan = SyncPlanner.Plan(seen);

        Assert.Empty(plan.Files());
        Assert.Equal(
            [("a", ItemState.Refused, (string?)null), ("b", ItemState.Done, "copy-of-b")],
            plan.Settled.Select(item => (item.Key.SourceId, item.State, item.TargetId)));
    }

    [Fact]
    public void Plan_CopyOfARefusedCommentIsThereAfterAll_IsAdopted()
    {
        var seen = Forgotten().With(A.Comment("3"), Notice(CommentNotice))
            .WithTarget(
                view => view
                    with
                {
                    Comments = [A.OwnComment(Side.Company, "c1",
                        "[Google Comment 3 by Ann] It happened again.")]
                });

        var adopted = Assert.Single(SyncPlanner.Plan(seen).Settled);

        Assert.Equal((ItemState.Done, "c1"), (adopted.State, adopted.TargetId));
    }

    [Fact]
    public void Plan_PersonTypesTheNotice_ChangesNothing() => Assert.Equal(
        2, SyncPlanner.Plan(Forgotten().With(A.Comment("3"), A.Comment("4", CommentNotice))).Bodies().Count());

    // A retry has the source read from its start, as a lost store has.
    [Fact]
    public void Plan_ItemThatAnOperatorRetries_IsSentThoughItsNoticeIsThere()
    {
        var retried = A.CommentItem(Side.Google, "3", ItemState.Planned) with { RetriedAt = A.Noon.AddMinutes(-1) };
        var seen = Forgotten().With(A.Comment("3"), Notice(CommentNotice));

        Assert.Single(SyncPlanner.Plan(seen.With(retried)).Bodies());
        Assert.Empty(SyncPlanner.Plan(seen.With(retried with { RetriedAt = null })).Bodies());
    }

    [Fact]
    public void Plan_StoreThatForgotNothing_IsNotAskedForNotices()
    {
        var seen = A.Quiet(Side.Google)
            .WithMapping(mapping => mapping.With(Side.Google, side => side with { ReadThrough = A.Noon }))
            .With(A.Comment("3"), Notice(CommentNotice)).With(A.CommentItem(Side.Google, "3", ItemState.Planned));

        Assert.Single(SyncPlanner.Plan(seen).Bodies());
    }

    [Theory]
    [InlineData("[CaseSync: comment 3 not copied] Why.", "Comment 3 Why.")]
    [InlineData("[CaseSync: attachment 06x not copied] Two\nlines.", "Attachment 06x Two\nlines.")]
    [InlineData("[CaseSync: case not reopened] Why.", null)]
    [InlineData("x [CaseSync: comment 3 not copied] Why.", null)]
    public void FindNotCopied_ReadsBackWhatNotCopiedWrites(string text, string? expected) => Assert.Equal(
        expected,
        ConnectorText.FindNotCopied(text) is { } notice ? $"{notice.Kind} {notice.SourceId} {notice.Reason}" : null);

    private static Comment Notice(string body) => A.OwnComment(Side.Google, "n1", body);

    // The other direction was read first in the new epoch: only that this one never was tells.
    private static CaseSnapshots Forgotten() => A.Quiet(Side.Google);
}
