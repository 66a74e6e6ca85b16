using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>Titles and descriptions.</summary>
public sealed partial class NewCasePlanTests
{
    [Fact]
    public void Draft_WithoutTitle_NamesTheCase()
    {
        Assert.Equal("Google case projects/shop/cases/5123", Draft(A.GoogleCase with { Title = null }).Title);
        Assert.Equal("Company case 78", Draft(A.CompanyCase with { Title = "" }).Title);
    }

    [Fact]
    public void Draft_LongOrBrokenTitle_IsOneLineOfTheTargetsLength()
    {
        Assert.Equal("Disk  is full", Draft(A.GoogleCase with { Title = "\tDisk\r\nis full\n" }).Title);
        Assert.Equal(
            "Disk…", PairingPlanner.Draft(A.GoogleCase, A.Traits(Side.Company) with { TitleLengthMax = 5 }).Title);
    }

    [Fact]
    public void Draft_WithoutDescription_HasItsFrame() => Assert.Equal(
        "CONTENT MIRRORED FROM COMPANY:\n\nCompany Case: 78",
        Draft(A.CompanyCase with { Description = null }).Description);

    [Theory]
    [InlineData(Side.Google, 1440)]
    [InlineData(Side.Company, 1440)]
    [InlineData(Side.Google, 0)]
    public void Draft_DescriptionOverTheLimit_FillsItAndTheRestFollowsAsAComment(Side from, int minutesLater)
    {
        var text = new string('x', 500);
        var seen = A.Unpaired(from).WithSourceCase(source => source with { Description = text })
            .WithTarget(view => view with { Traits = view.Traits with { DescriptionLengthMax = 100 } })
            .With(A.Comment("3") with { CreatedAt = A.Case(from).CreatedAt!.Value.AddMinutes(minutesLater) });

        var plan = SyncPlanner.Plan(seen);

        var description = Assert.IsType<SyncAction.CreateCase>(plan.Actions().First()).Draft.Description;
        Assert.InRange(description.Length, 90, 100);
        var left = 500 - description.Count(c => c == 'x');
        Assert.Equal($"[{from} Comment description by Ann] {new string('x', left)}", plan.Bodies().First());
        Assert.StartsWith($"[{from} Comment 3 by Ann]", plan.Bodies().Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Plan_CounterpartOfUnknownCreator_GetsTheRestOfTheDescriptionIfWeMadeIt(
        bool hasLedgerEntry, int comments)
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Description = new string('x', 20_000) })
            .WithTargetCase(target => target with { Creator = Author.Unknown });
        var made = A.Item(PairingPlanner.CaseKey(seen.Source.Case!.Ref), ItemState.Done);

        var plan = SyncPlanner.Plan(hasLedgerEntry ? seen.With(made) : seen);

        Assert.Equal(
            comments,
            plan.Bodies().Count(body => body.StartsWith("[Google Comment description by", StringComparison.Ordinal)));
    }

    [Fact]
    public void Draft_DescriptionOfExactlyTheLimit_HasNoRest()
    {
        var limit = A.Traits(Side.Google) with { DescriptionLengthMax = 1000 };
        var frame = "CONTENT MIRRORED FROM COMPANY:\n\nCompany Case: 78".Length;
        // One's frame is the longer heading's.
        var longest = 1000 - frame - "GOOGLE SUPPORT".Length + "COMPANY".Length;
        var source = A.CompanyCase with { Description = new string('x', longest) };

        Assert.Null(PairingPlanner.DescriptionRest(source, limit));
        Assert.Equal(
            "x", PairingPlanner.DescriptionRest(source with { Description = source.Description + "x" }, limit));
    }

    [Fact]
    public void Plan_FoundCounterpartOfAPerson_GetsNoRestOfTheDescription()
    {
        var seen = A.Quiet(Side.Google).WithSourceCase(source => source with { Description = new string('x', 20_000) });
        Assert.Empty(SyncPlanner.Plan(seen).Bodies());

        var ours = seen.WithTargetCase(target => target with { Creator = A.Connector(Side.Company) });
        Assert.Single(SyncPlanner.Plan(ours).Bodies());
    }

    [Fact]
    public void Plan_LongDescriptionOfACaseWithoutCreationTime_IsCopiedWhole()
    {
        var seen = A.Unpaired(Side.Google)
            .WithSourceCase(source => source with { Description = new string('x', 20_000), CreatedAt = null });

        var plan = SyncPlanner.Plan(seen);

        Assert.StartsWith("[Google Comment description by Ann] xx", plan.Bodies().First(), StringComparison.Ordinal);
        var part = plan.Steps.First(step => step.Action is SyncAction.AddComment).Intent!;
        Assert.Null(part.SourceCreatedAt); // Nobody shows, or measures from, a time that nobody knows.
    }

    private static NewCase Draft(SupportCase source) => PairingPlanner.Draft(source, A.Traits(source.Ref.Side.Other()));
}
