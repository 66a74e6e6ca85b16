using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class AttachmentPlanTests
{
    [Fact]
    public void Plan_NewFiles_AreCopiedOldestFirstAfterTheComments()
    {
        var seen = A.Quiet(Side.Company).With(A.Comment("c1"))
            .With(
                A.Attachment("b"), A.Attachment("10"), A.Attachment("a"),
                A.Attachment("z") with { CreatedAt = A.Noon.AddHours(-2) });

        var plan = SyncPlanner.Plan(seen);

        Assert.IsType<SyncAction.AddComment>(plan.Actions().First());
        Assert.Equal(["z", "a", "b", "10"], plan.Files());
        Assert.Equal(A.Noon.AddHours(-2), plan.Steps[1].Intent!.SourceCreatedAt);
        Assert.True(plan.HasNewContent);
    }

    [Fact]
    public void Plan_PrivateAndOwnFiles_AreNotCopied() => Assert.Empty(SyncPlanner.Plan(
        A.Quiet(Side.Company).With(A.Attachment("a") with { IsPublic = false },
            A.OwnAttachment(Side.Company, "b"))).Steps);

    [Fact]
    public void Plan_FileThatIsCopied_IsLeft() => Assert.Empty(SyncPlanner.Plan(
        A.Quiet(Side.Company).With(A.Attachment("a")).With(A.AttachmentItem(Side.Company, "a", ItemState.Done))).Steps);

    [Fact]
    public void Plan_LostLedgerAndTwoFilesOfOneName_CopiesOnlyTheSurplus()
    {
        var seen = A.Quiet(Side.Company).With(A.Attachment("2"), A.Attachment("1"), A.Attachment("3", sizeBytes: 999))
            .WithTarget(view => view with { Attachments = [A.OwnAttachment(Side.Google, "g1")] });

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(["2", "3"], plan.Files());
        var adopted = Assert.Single(plan.Settled);
        Assert.Equal(("Company:Attachment:1:1", "g1"), (adopted.Key.ToString(), adopted.TargetId));
    }

    [Fact]
    public void Plan_TwoCopiesOfOneName_AreMatchedOldestFirst()
    {
        var seen = A.Quiet(Side.Company).With(A.Attachment("2"), A.Attachment("1")).WithTarget(view => view with
        {
            Attachments = [A.OwnAttachment(Side.Google, "young") with { CreatedAt = A.Noon },
                A.OwnAttachment(Side.Google, "old")],
        });

        var plan = SyncPlanner.Plan(seen);

        Assert.Empty(plan.Steps);
        Assert.Equal(
            [("1", "old"), ("2", "young")], plan.Settled.Select(item => (item.Key.SourceId, item.TargetId!)));
    }

    [Theory]
    [InlineData("other.txt", 1000, false)]
    [InlineData("log.txt", 1001, false)]
    [InlineData("LOG.TXT", 1000, false)]
    [InlineData("log.txt", 1000, true)]
    public void Plan_OurFileOnTheTarget_IsACopyOnlyByNameAndSize(string name, long size, bool isCopy)
    {
        var seen = A.Quiet(Side.Company).With(A.Attachment("a"))
            .WithTarget(view => view with { Attachments = [A.OwnAttachment(Side.Google, "g1", name, size)] });

        Assert.Equal(isCopy, !SyncPlanner.Plan(seen).Files().Any());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void Plan_OurFileOlderThanTheOriginal_IsNoCopyOfIt(int ticks, bool isCopy)
    {
        var original = A.Attachment("a");
        var copy = A.OwnAttachment(Side.Google, "g1")
            with
        { CreatedAt = original.CreatedAt.AddMinutes(-15).AddTicks(ticks) };
        var seen = A.Quiet(Side.Company).With(original).WithTarget(view => view with { Attachments = [copy] });

        Assert.Equal(isCopy, !SyncPlanner.Plan(seen).Files().Any());
    }

    [Fact]
    public void Plan_PersonsFileOfThatName_IsNoCopy()
    {
        var seen = A.Quiet(Side.Company).With(A.Attachment("a"))
            .WithTarget(view => view with { Attachments = [A.Attachment("g1")] });

        Assert.Equal(["a"], SyncPlanner.Plan(seen).Files());
    }

    [Fact]
    public void Plan_CopyThatTheLedgerKnowsOfAnother_IsNotAdoptedTwice()
    {
        var done = A.AttachmentItem(Side.Company, "1", ItemState.Done) with { TargetId = "g1" };
        var seen = A.Quiet(Side.Company).With(A.Attachment("1"), A.Attachment("2")).With(done)
            .WithTarget(view => view with { Attachments = [A.OwnAttachment(Side.Google, "g1")] });

        Assert.Equal(["2"], SyncPlanner.Plan(seen).Files());
    }

    [Fact]
    public void Plan_CopyWhoseIdTheTargetDidNotTell_StandsForItsNameAndSize()
    {
        var done = A.AttachmentItem(Side.Company, "1", ItemState.Done);
        CaseSnapshots Seen(params Attachment[] copies) =>
            A.Quiet(Side.Company).With(A.Attachment("1"), A.Attachment("2")).With(done)
            .WithTarget(view => view with { Attachments = copies });

        Assert.Equal(["2"], SyncPlanner.Plan(Seen(A.OwnAttachment(Side.Google, "g1"))).Files());
        Assert.Empty(
            SyncPlanner.Plan(Seen(A.OwnAttachment(Side.Google, "g1"), A.OwnAttachment(Side.Google, "g2"))).Steps);
    }

    [Fact]
    public void Plan_TargetThatRenamesFiles_IsMatchedByTheNameItStores()
    {
        var seen = A.Quiet(Side.Company).With(A.Attachment("a", "Log File.txt")).WithTarget(view => view with
        {
            Traits = view.Traits with { StoredFileName = name => name.Replace(' ', '_') },
            Attachments = [A.OwnAttachment(Side.Google, "g1", "Log_File.txt")],
        });

        Assert.Empty(SyncPlanner.Plan(seen).Steps);
    }

    [Fact]
    public void Plan_YoungIntent_HoldsTheFilesAfterIt()
    {
        var sent = A.AttachmentItem(Side.Company, "1", ItemState.Intent)
            with
        { AttemptedAt = A.Noon.AddMinutes(-2).AddTicks(1) };
        var seen = A.Quiet(Side.Company).With(A.Attachment("1"), A.Attachment("2"));

        var waiting = SyncPlanner.Plan(seen.With(sent));
        Assert.Empty(waiting.Steps);
        Assert.Contains("attachment 1", Assert.Single(waiting.Waits), StringComparison.Ordinal);

        var repeated = SyncPlanner.Plan(seen.With(sent with { AttemptedAt = A.Noon.AddMinutes(-2) }));
        Assert.Equal(["1", "2"], repeated.Files());
        Assert.Equal([true, false], repeated.Steps.Select(step => step.RepeatsUnknown));
    }

    [Fact]
    public void Plan_FileThatWasNotSent_IsNotWaitedFor() => Assert.Equal(["1"], SyncPlanner.Plan(
        A.Quiet(Side.Company).With(A.Attachment("1"))
            .With(A.AttachmentItem(Side.Company, "1", ItemState.Planned) with { AttemptedAt = A.Noon })).Files());

    [Fact]
    public void Plan_FileOverTheTargetsLimit_IsRefusedAndTheOthersGoOn()
    {
        var seen = A.Quiet(Side.Company)
            .With(A.Attachment("1", sizeBytes: 10_000_001), A.Attachment("2", sizeBytes: 10_000_000));

        var plan = SyncPlanner.Plan(seen);

        Assert.Equal(["2"], plan.Files());
        var refused = Assert.Single(plan.Settled);
        Assert.Equal(
            ("Company:Attachment:1:1", ItemState.Refused, "It has 10000001 bytes; Google takes at most 10000000.",
                A.Noon),
            (refused.Key.ToString(), refused.State, refused.Reason, refused.FinishedAt));
        Assert.True(plan.IsWhole);
    }
}
