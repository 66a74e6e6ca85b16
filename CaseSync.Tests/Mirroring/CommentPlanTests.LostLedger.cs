using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>What a store that was lost makes of what is there.</summary>
public sealed partial class CommentPlanTests
{
    [Fact]
    public void Plan_LostLedger_AdoptsTheCopiesByTheirMarkers()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"), A.Comment("4")).WithTarget(view => view with
        {
            Comments =
            [
                A.OwnComment(Side.Company, "c9", "[Google Comment 3 by Ann] It happened again."),
                A.OwnComment(Side.Company, "c8", "[Company Comment 4 by Ann] Another direction's."),
            ],
        });

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(["[Google Comment 4 by Ann] It happened again."], plan.Bodies());
        var adopted = Assert.Single(plan.Settled);
        Assert.Equal(
            ("Google:Comment:3:1", ItemState.Done, "c9", A.Noon),
            (adopted.Key.ToString(), adopted.State, adopted.TargetId, adopted.FinishedAt));
    }

    [Fact]
    public void Plan_LostLedgerAndACommentThatWasRefusedBeforeALaterCopy_SaysWhenItWasWritten()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("2") with { CreatedAt = A.Noon.AddHours(-2) }, A.Comment("4"))
            .WithTarget(
                view => view
                    with
                {
                    Comments = [A.OwnComment(Side.Company, "c9",
                        "[Google Comment 4 by Ann] It happened again.")]
                });

        Assert.Equal(
            ["[Google Comment 2 by Ann] (written 2026-03-02 10:00:00 UTC) It happened again."],
            SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_LostLedgerAndACommentBeforeACopiedOneOfItsSecond_SaysWhenItWasWritten()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("2"), A.Comment("4"))
            .WithTarget(
                view => view
                    with
                {
                    Comments = [A.OwnComment(Side.Company, "c9",
                        "[Google Comment 4 by Ann] It happened again.")]
                });

        Assert.Equal(
            ["[Google Comment 2 by Ann] (written 2026-03-02 11:00:00 UTC) It happened again."],
            SyncPlanner.Plan(seen).Bodies());
    }
}
