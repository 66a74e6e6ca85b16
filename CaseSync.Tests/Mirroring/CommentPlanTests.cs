using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed partial class CommentPlanTests
{
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("sixteen bytes or more");

    [Fact]
    public void Plan_NewComments_AreMirroredOldestFirst()
    {
        // Same instant: by id, as numbers where they are.
        var seen = A.Quiet(Side.Google).With(
            A.Comment("10", "d"), A.Comment("9", "c"), A.Comment("1", "b"),
            A.Comment("x", "a") with { CreatedAt = A.Noon.AddHours(-3) });

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(
            [
                "[Google Comment x by Ann] a", "[Google Comment 1 by Ann] b", "[Google Comment 9 by Ann] c",
                "[Google Comment 10 by Ann] d",
            ],
            plan.Bodies());
        Assert.True(plan.HasNewContent);
        Assert.Equal(A.Noon.AddHours(-3), plan.Steps[0].Intent!.SourceCreatedAt);
    }

    [Theory]
    [InlineData(ItemState.Done)]
    [InlineData(ItemState.Refused)]
    public void Plan_CommentThatIsFinished_IsLeft(ItemState state)
    {
        var notice = A.Item(new ItemKey(Side.Google, ItemKind.Notice, "refused:Comment:3"), ItemState.Done);

        Assert.Empty(SyncPlanner.Plan(
            A.Quiet(Side.Google).With(A.Comment("3")).With(A.CommentItem(Side.Google, "3", state), notice)).Steps);
    }

    [Fact]
    public void Plan_PrivateComment_IsNeverMirrored() =>
        Assert.Empty(SyncPlanner.Plan(A.Quiet(Side.Company).With(A.Comment("3") with { IsPublic = false })).Steps);

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Plan_WhatWeWrote_IsNeverEchoed(Side from)
    {
        var seen = A.Quiet(from).With(
            A.OwnComment(from, "1", $"[{from.Other()} Comment 9 by Bob] Hello."),
            A.OwnComment(from, "2", "This case is now syncing with Company Case: 78"),
            A.OwnComment(from, "3", "Syncing has resumed."));

        Assert.Empty(SyncPlanner.Plan(seen).Steps);
    }

    [Fact]
    public void Plan_PersonWhoTypesAMarkerOrNotice_LosesNothing()
    {
        var seen = A.Quiet(Side.Google).With(
            A.Comment("4", "[Company Comment 9 by Bob] all good, close it"), A.Comment("5", "Syncing has resumed."));

        Assert.Equal(
            ["[Google Comment 4 by Ann] [Company Comment 9 by Bob] all good, close it",
                "[Google Comment 5 by Ann] Syncing has resumed."],
            SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_CopyThatAPersonSpoofedOnTheTarget_CountsForNothing()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"))
            .WithTarget(
                view => view with { Comments = [A.Comment("c9", "[Google Comment 3 by Ann] all good, close it")] });

        Assert.Single(SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_OldIntentThatIsThere_IsAdopted()
    {
        var failing = A.CommentItem(Side.Google, "3", ItemState.Intent) with { FailingSince = A.Noon.AddHours(-1) };
        var seen = A.Quiet(Side.Google).With(A.Comment("3")).With(failing)
            .WithTarget(
                view => view
                    with
                {
                    Comments = [A.OwnComment(Side.Company, "c9",
                        "[Google Comment 3 by Ann] It happened again.")]
                });

        var plan = SyncPlanner.Plan(seen);

        Assert.Empty(plan.Steps);
        var adopted = Assert.Single(plan.Settled);
        Assert.Equal((ItemState.Done, "c9", null), (adopted.State, adopted.TargetId, adopted.FailingSince));
    }

    [Fact]
    public void Plan_YoungIntentThatIsNotThere_WaitsAndSoDoesAllAfterIt()
    {
        var sent = A.CommentItem(Side.Google, "3", ItemState.Intent)
            with
        { AttemptedAt = A.Noon.AddMinutes(-2).AddTicks(1) };
        var seen = A.Quiet(Side.Google)
            .With(A.Comment("2") with { CreatedAt = A.Noon.AddHours(-2) }, A.Comment("3"), A.Comment("4")).With(sent);

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(["[Google Comment 2 by Ann] It happened again."], plan.Bodies());
        Assert.False(plan.IsWhole);
        Assert.Contains("comment 3", Assert.Single(plan.Waits), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OldIntentThatIsNotThere_IsSentAgain()
    {
        var sent = A.CommentItem(Side.Google, "3", ItemState.Intent) with { AttemptedAt = A.Noon.AddMinutes(-2) };

        var step = Assert.Single(SyncPlanner.Plan(A.Quiet(Side.Google).With(A.Comment("3")).With(sent)).Steps);

        Assert.True(step.RepeatsUnknown);
        Assert.Equal(
            (ItemState.Intent, A.Noon, 2), (step.Intent!.State, step.Intent.AttemptedAt, step.Intent.Attempts));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Plan_ItemNotTriedForOverAnHour_BeginsItsDayOfFailuresAnew(int ticksMore, bool isKept)
    {
        // Meanwhile its side served nobody, or it would have been tried.
        var failing = A.CommentItem(Side.Google, "3", ItemState.Planned) with
        {
            AttemptedAt = A.Noon.AddHours(-1).AddTicks(-ticksMore),
            FailingSince = A.Noon.AddHours(-20),
        };

        var step = Assert.Single(SyncPlanner.Plan(A.Quiet(Side.Google).With(A.Comment("3")).With(failing)).Steps);

        Assert.Equal(isKept ? failing.FailingSince : null, step.Intent!.FailingSince);
    }

    [Fact]
    public void Plan_OnlyRetries_AreNoNewContent()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"));

        Assert.True(SyncPlanner.Plan(seen).HasNewContent);
        Assert.False(SyncPlanner.Plan(seen.With(A.CommentItem(Side.Google, "3", ItemState.Planned))).HasNewContent);
    }

    [Fact]
    public void Plan_CommentThatWasNotSent_IsSentAtOnce()
    {
        var planned = A.CommentItem(Side.Google, "3", ItemState.Planned) with { AttemptedAt = A.Noon, TextLength = 18 };

        var step = Assert.Single(SyncPlanner.Plan(A.Quiet(Side.Google).With(A.Comment("3")).With(planned)).Steps);

        Assert.False(step.RepeatsUnknown);
        Assert.Equal(new SyncAction.AddComment("[Google Comment 3 by Ann] It happened again."), step.Action);
    }

    [Fact]
    public void Plan_CommentOlderThanTheNewestMirrored_SaysWhenItWasWritten()
    {
        var seen = A.Quiet(Side.Google).With(A.Comment("3"), A.Comment("4") with { CreatedAt = A.Noon.AddMinutes(-30) })
            .WithMapping(
                mapping => mapping.With(Side.Google, side => side with { MirroredThrough = A.Noon.AddMinutes(-30) }));

        Assert.Equal(
            [
                "[Google Comment 3 by Ann] (written 2026-03-02 11:00:00 UTC) It happened again.",
                "[Google Comment 4 by Ann] It happened again.",
            ],
            SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_TargetThatCannotTellUsApart_GetsATagAndAdoptsOnlyByIt()
    {
        CaseSnapshots Untold(params Comment[] copies) =>
            (A.Quiet(Side.Google) with { MarkerKey = s_key }).With(A.Comment("3"))
            .WithTarget(view => view with { Comments = copies, Traits = view.Traits with { TellsOwnAccount = false } });

        var body = Assert.Single(SyncPlanner.Plan(Untold()).Bodies());
        Assert.Matches(@"^\[Google Comment 3 by Ann #[0-9a-f]{16}\] It happened again\.$", body);

        Assert.Empty(SyncPlanner.Plan(Untold(A.Comment("c9", body))).Steps);
        Assert.Single(
            SyncPlanner.Plan(Untold(A.OwnComment(Side.Company, "c9", "[Google Comment 3 by Ann] It happened again.")))
                .Bodies());
        Assert.Single(SyncPlanner.Plan(Untold(A.Comment("c9", body)) with { MarkerKey = null }).Bodies());
    }

    [Fact]
    public void Plan_SourceThatCannotTellUsApart_EchoesNoTaggedCopyAndMirrorsTheRest()
    {
        var ours =
            MirrorMarker.Write(new ItemKey(Side.Google, ItemKind.Comment, "3"), 1, "Bob", null, s_key) + "Hello.";
        var seen = (A.Quiet(Side.Company) with { MarkerKey = s_key })
            .With(
                A.OwnComment(Side.Company, "c1", ours),
                A.OwnComment(Side.Company, "c2", "By a person with our account."))
            .WithSource(view => view with { Traits = view.Traits with { TellsOwnAccount = false } });

        Assert.Equal(
            ["[Company Comment c2 by CaseSync] By a person with our account."], SyncPlanner.Plan(seen).Bodies());
    }
}
