using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class SplitCommentPlanTests
{
    private static readonly ItemKey s_key = new(Side.Google, ItemKind.Comment, "3");

    // Room for ten characters beside the longest marker.
    private static readonly int s_lengthMax = MirrorMarker.LengthMax("3") + 10;

    [Fact]
    public void Plan_TextOfExactlyTheLimit_IsOneComment() =>
        Assert.Equal(["[Google Comment 3 by Ann] 0123456789"], SyncPlanner.Plan(Seen("0123456789")).Bodies());

    [Fact]
    public void Plan_TextOverTheLimit_IsSplitAtLineEndsIntoNumberedParts()
    {
        var plan = SyncPlanner.Plan(Seen("0123456\n89\n01234\nx"));

        Assert.Equal(
            [
                "[Google Comment 3 by Ann] (1/2) 0123456\n89",
                "[Google Comment 3 by Ann] (2/2) 01234\nx",
            ],
            plan.Bodies());
        Assert.Equal(
            [(s_key, 2, 0, 10), (s_key with { Part = 2 }, 2, 11, 7)],
            plan.Steps.Select(
                step => (step.Intent!.Key, step.Intent.PartCount, step.Intent.TextStart, step.Intent.TextLength)));
    }

    [Fact]
    public void Plan_EveryPart_FitsTheTargetEvenIfLateAndTagged()
    {
        var seen = Seen(new string('x', 95))
            .With(A.Comment("3", new string('x', 95)) with { Author = new Author("a", new string('n', 200)) })
            .WithMapping(mapping => mapping.With(Side.Google, side => side with { MirroredThrough = A.Noon }));
        seen = seen.WithTarget(view => view with { Traits = view.Traits with { TellsOwnAccount = false } })
            with
        { MarkerKey = new byte[16] };

        var bodies = SyncPlanner.Plan(seen).Bodies().ToList();

        Assert.Equal(10, bodies.Count);
        Assert.All(bodies, body => Assert.InRange(body.Length, 1, s_lengthMax));
    }

    [Fact]
    public void Plan_PartsThatAreThere_AreAdoptedOneByOne()
    {
        var seen = Seen(new string('x', 25)).WithTarget(view => view with
        {
            Comments = [A.OwnComment(Side.Company, "c2", "[Google Comment 3 by Ann] (2/3) xxxxxxxxxx")],
        });

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(
            ["[Google Comment 3 by Ann] (1/3) xxxxxxxxxx", "[Google Comment 3 by Ann] (3/3) xxxxx"], plan.Bodies());
        Assert.Equal(s_key with { Part = 2 }, Assert.Single(plan.Settled).Key);
    }

    [Fact]
    public void Plan_YoungPart_HoldsTheFurtherParts()
    {
        var sent = Part(2, 10, 10, ItemState.Intent) with { AttemptedAt = A.Noon };

        var plan = SyncPlanner.Plan(
            Seen(new string('x', 25)).With(Part(1, 0, 10, ItemState.Done), sent, Part(3, 20, 5, ItemState.Planned)));

        Assert.Empty(plan.Steps);
        Assert.False(plan.IsWhole);
    }

    [Fact]
    public void Plan_TextEditedBetweenTheParts_IsCutWhereTheIntentSays()
    {
        var seen = Seen("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
            .With(
                Part(1, 0, 10, ItemState.Done), Part(2, 10, 10, ItemState.Planned), Part(3, 20, 5, ItemState.Planned));

        Assert.Equal(
            ["[Google Comment 3 by Ann] (2/3) KLMNOPQRST", "[Google Comment 3 by Ann] (3/3) UVWXY"],
            SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_TextShortenedBetweenTheParts_EndsInEmptyParts()
    {
        var seen = Seen("short").With(Part(1, 0, 10, ItemState.Done));

        Assert.Equal(
            ["[Google Comment 3 by Ann] (2/3) ", "[Google Comment 3 by Ann] (3/3) "], SyncPlanner.Plan(seen).Bodies());
    }

    [Fact]
    public void Plan_OnePartRefused_GoesOnWithTheOthersAndSaysItOnce()
    {
        var seen = Seen(new string('x', 25))
            .With(
                Part(1, 0, 10, ItemState.Refused) with { Reason = "No." },
                Part(2, 10, 10, ItemState.Refused) with { Reason = "No." },
                Part(3, 20, 5, ItemState.Planned));

        Assert.Equal(
            [
                new SyncAction.AddComment("[Google Comment 3 by Ann] (3/3) xxxxx"),
                new SyncAction.AddNotice(Side.Google, "[CaseSync: comment 3 not copied] No."),
            ],
            SyncPlanner.Plan(seen).Actions());
    }

    private static CaseSnapshots Seen(string text) => A.Quiet(Side.Google).With(A.Comment("3", text))
        .WithTarget(view => view with { Traits = view.Traits with { CommentLengthMax = s_lengthMax } });

    private static MirroredItem Part(int part, int start, int length, ItemState state) =>
        A.Item(s_key with { Part = part }, state) with { PartCount = 3, TextStart = start, TextLength = length };
}
