using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class LedgerKeysTests
{
    [Fact]
    public void Of_WhatWasRead_AsksForAllThatAPlanLooksUp()
    {
        var mapping = A.Pair with { ResolvedAt = A.Noon };
        var seen = A.Quiet(Side.Company).WithSourceCase(source => source with { Description = new string('x', 20_000) })
            .With(A.Comment("3"), A.Comment("4") with { IsPublic = false }, A.OwnComment(Side.Company, "5", "Hello."))
            .With(A.Attachment("a"), A.Attachment("b") with { IsPublic = false }, A.OwnAttachment(Side.Company, "c"));

        Assert.Equal(
            [
                "Company:Case:company:78:1",
                "Google:Notice:paired:1",
                $"Company:Notice:reopened:{A.Noon.UtcTicks}:1",
                "Company:Comment:description:1",
                "Company:Notice:clone:5123:1",
                "Company:Notice:dangling:5123:1",
                "Company:Comment:3:1",
                "Company:Attachment:a:1",
            ],
            LedgerKeys.Of(mapping, seen.Source, seen.Target.Traits, markerKey: null).Select(key => key.ToString()));
    }

    [Fact]
    public void Of_AGoogleCase_AsksForNoNoticesOfClones() => Assert.Equal(
        ["Google:Case:google:5123:1", "Google:Notice:paired:1", "Google:Notice:reopened:0:1"],
        LedgerKeys.Of(A.Pair, A.Quiet(Side.Google).Source, A.Traits(Side.Company), markerKey: null)
            .Select(key => key.ToString()));

    [Fact]
    public void Of_ASideThatCannotTellUsApart_AsksForWhatBearsNoTagOfOurs()
    {
        var key = new byte[16];
        var ours = MirrorMarker.Write(new ItemKey(Side.Google, ItemKind.Comment, "3"), 1, "Bob", null, key) + "Hello.";
        var source = A.Quiet(Side.Company).With(A.Comment("c1", ours), A.OwnComment(Side.Company, "c2", "By a person."))
            .Source;
        source = source with { Traits = source.Traits with { TellsOwnAccount = false } };

        var keys = LedgerKeys.Of(A.Pair, source, A.Traits(Side.Google), key);

        Assert.Equal(["c2"], keys.Where(item => item.Kind == ItemKind.Comment).Select(item => item.SourceId));
    }

    [Fact]
    public void FurtherOf_SplitTextsAndRefusals_AsksForTheirPartsAndNotices()
    {
        var split = A.CommentItem(Side.Google, "3", ItemState.Done) with { PartCount = 3 };
        var refused = A.CommentItem(Side.Google, "4", ItemState.Refused) with { PartCount = 2 };
        var itsSecondPart = refused with { Key = refused.Key with { Part = 2 } };

        var keys = LedgerKeys.FurtherOf(
            [split, refused, itsSecondPart, A.AttachmentItem(Side.Google, "a", ItemState.Refused)]);

        Assert.Equal(
            [
                "Google:Comment:3:2", "Google:Comment:3:3", "Google:Comment:4:2",
                "Google:Notice:refused:Comment:4:1", "Google:Notice:refused:Attachment:a:1",
            ],
            keys.Select(key => key.ToString()));
        Assert.Empty(LedgerKeys.FurtherOf([A.CommentItem(Side.Google, "3", ItemState.Done)]));
    }

    [Fact]
    public void NeedTargetLists_OnlyWhenSomethingMayBeThereUnknown()
    {
        var notice = A.Item(PairingPlanner.NoticeKey, ItemState.Done);
        var done = A.CommentItem(Side.Google, "3", ItemState.Done);
        ItemKey[] wanted = [PairingPlanner.CaseKey(A.GoogleName), PairingPlanner.NoticeKey, done.Key];
        bool Needs(params MirroredItem[] items) => LedgerKeys.NeedTargetLists(new MirrorLedger(items), wanted);

        Assert.False(Needs(notice, done));
        Assert.False(Needs(notice, done with { State = ItemState.Refused }));
        Assert.True(Needs(notice));
        Assert.True(Needs(done));
        Assert.True(Needs(notice, done with { State = ItemState.Planned }));
        Assert.True(Needs(notice, done, A.AttachmentItem(Side.Company, "a", ItemState.Intent)));
    }

    [Fact]
    public void Ledger_TwoAnswersForOneKey_TheLaterCounts()
    {
        var item = A.CommentItem(Side.Google, "3", ItemState.Intent);

        var ledger = new MirrorLedger([item, item with { State = ItemState.Done }]);

        Assert.Single(ledger.Items);
        Assert.True(ledger.IsDone(item.Key));
        Assert.False(ledger.IsDone(item.Key with { Part = 2 }));
        Assert.Null(ledger.Find(item.Key with { Side = Side.Company }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OldestUnknown_RestOfALongDescriptionThatTheLedgerForgot_IsAsOldAsTheCase(bool isForgotten)
    {
        var seen = A.Quiet(Side.Company)
            .WithSourceCase(source => source with { Description = new string('x', 20_000) });
        seen = isForgotten ? seen : seen.With(A.CommentItem(Side.Company, "description", ItemState.Done));

        Assert.Equal(
            isForgotten ? A.CompanyCase.CreatedAt : A.Noon,
            LedgerKeys.OldestUnknown(seen.Source, seen.Target.Traits, seen.Ledger, markerKey: null, A.Noon));
    }

    [Fact]
    public void OldestUnknown_OfCommentsAndIntents_IsTheOldestThatIsNotDone()
    {
        var seen = A.Quiet(Side.Google)
            .With(
                A.Comment("3"), A.Comment("2") with { CreatedAt = A.Noon.AddHours(-3) },
                A.OwnComment(Side.Google, "1", "Notice") with { CreatedAt = A.Noon.AddDays(-1) })
            .With(A.CommentItem(Side.Google, "2", ItemState.Done));

        DateTimeOffset Oldest(CaseSnapshots from) =>
            LedgerKeys.OldestUnknown(from.Source, from.Target.Traits, from.Ledger, markerKey: null, A.Noon);

        Assert.Equal(A.Comment("3").CreatedAt, Oldest(seen));
        Assert.Equal(A.Noon.AddHours(-5), Oldest(seen.With(
            A.AttachmentItem(Side.Google, "a", ItemState.Intent) with { SourceCreatedAt = A.Noon.AddHours(-5) })));
    }
}
