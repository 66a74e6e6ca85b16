using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class CaseMappingTests
{
    // What a mapping has, and whether it is watched and open while its pair is not resolved, and once it is.
    public static TheoryData<string, bool, bool, bool> Kinds => new()
    {
        { "nothing", false, false, false },
        { "google dirty", true, true, true },
        { "company dirty", true, true, true },
        { "google told", true, true, true },
        { "company told", true, true, true },
        { "late", true, true, true },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Mapping_WithSomethingThatWaits_IsWatchedAndOpen(
        string what, bool isWatched, bool isWatchedWhenResolved, bool isOpenWhenResolved)
    {
        var mapping = what switch
        {
            "google dirty" => A.Pair with { Google = new SideProgress { DirtySince = A.Noon } },
            "company dirty" => A.Pair with { Company = new SideProgress { DirtySince = A.Noon } },
            "google told" => A.Pair with { Google = new SideProgress { OutageCommentSent = true } },
            "company told" => A.Pair with { Company = new SideProgress { OutageCommentSent = true } },
            "late" => A.Pair with { LateSince = A.Noon },
            _ => A.Pair,
        };
        var resolved = mapping with { ResolvedAt = A.Noon };

        Assert.Equal((isWatched, true), (mapping.IsWatched, mapping.IsOpen));
        Assert.Equal((isWatchedWhenResolved, isOpenWhenResolved), (resolved.IsWatched, resolved.IsOpen));
        Assert.False((mapping with { BrokenReason = "It is gone." }).IsWatched);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(5, null, true)]
    [InlineData(5, 4, true)]
    [InlineData(5, 5, false)]
    [InlineData(5, 6, false)]
    public void Progress_SeenButNotQueued_IsUnqueued(int? seen, int? queued, bool isUnqueued)
    {
        var progress = new SideProgress { SeenVersion = At(seen), QueuedVersion = At(queued) };

        Assert.Equal(isUnqueued, progress.IsUnqueued);
        Assert.Equal(isUnqueued, (A.Pair with { Google = progress }).IsUnqueued);
        Assert.Equal(isUnqueued, (A.Pair with { Company = progress }).IsUnqueued);
        Assert.False((A.Pair with { Google = progress, BrokenReason = "It is gone." }).IsUnqueued);
    }

    [Fact]
    public void Mapping_With_ChangesOneSideOnly()
    {
        var mapping = A.Pair.With(Side.Company, side => side with { DirtySince = A.Noon });

        Assert.Equal(A.Noon, mapping.On(Side.Company).DirtySince);
        Assert.Null(mapping.On(Side.Google).DirtySince);
        Assert.Equal(A.Noon, A.Pair.With(Side.Google, side => side with { DirtySince = A.Noon }).Google.DirtySince);
    }

    [Fact]
    public void Mapping_WithRef_SetsTheSideThatTheNameIsOf()
    {
        var mapping = (A.Pair with { GoogleCaseName = null, CompanyCaseId = null }).WithRef(A.GoogleName);
        Assert.Equal((A.GoogleName, null), (mapping.RefOn(Side.Google), mapping.RefOn(Side.Company)));

        mapping = mapping.WithRef(A.CompanyId);
        Assert.Equal((A.GoogleName, A.CompanyId), (mapping.RefOn(Side.Google), mapping.RefOn(Side.Company)));
    }

    [Fact]
    public void Lease_IsHeld_UntilItsEndAndNotAtIt()
    {
        var lease = new Lease("one", A.Noon);

        Assert.True(lease.IsHeldAt(A.Noon.AddTicks(-1)));
        Assert.False(lease.IsHeldAt(A.Noon));
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public void Global_WithPolled_MovesOneSideOnlyAndItsOwnClockForwardOnly(Side side)
    {
        var (watermark, at) = (A.Noon.AddMinutes(-20), A.Noon);

        var global = A.Global.WithPolled(side, watermark, at);
        Assert.Equal((watermark, at), (global.LastPolledAt(side), global.PolledAt(side)));
        var other = side.Other();
        Assert.Equal(
            (A.Global.LastPolledAt(other), A.Global.PolledAt(other)),
            (global.LastPolledAt(other), global.PolledAt(other)));

        Assert.Equal(at, global.WithPolled(side, watermark, at.AddMinutes(-1)).PolledAt(side));
    }

    [Fact]
    public void SentBefore_AnIntent_IsTheLatestThatItsSenderMayHaveSent()
    {
        var intent = A.CommentItem(Side.Google, "3", ItemState.Intent) with { AttemptedAt = A.Noon };

        Assert.Equal(A.Noon, A.Pair.SentBefore(intent));
        Assert.Equal(
            A.Noon.AddMinutes(1), (A.Pair with { Lease = new Lease("dead", A.Noon.AddMinutes(1)) }).SentBefore(intent));
        Assert.Equal(A.Noon.AddMinutes(2), (A.Pair with { SentUntil = A.Noon.AddMinutes(2) }).SentBefore(intent));
        Assert.Equal(
            A.Noon,
            (A.Pair with { SentUntil = A.Noon.AddMinutes(-2), Lease = new Lease("dead", A.Noon.AddMinutes(-1)) })
                .SentBefore(intent));
    }

    [Fact]
    public void WithPollMarksOf_AMappingThatAPollMarked_TakesNothingElse()
    {
        var marked = DirtyMark.Queued(
            DirtyMark.Set(A.Pair, Side.Google, A.Noon, A.Global, A.Noon, "trace"), Side.Google,
            A.Noon) with
        { Version = 9 };
        var synced = A.Pair with { LateSince = A.Noon, Priority = Priority.P0, BrokenReason = "It was gone." };

        var merged = synced.WithPollMarksOf(marked);

        Assert.Equal(marked with { LateSince = A.Noon, Priority = Priority.P0 }, merged);
        Assert.True(A.Pair.IsSameButForPolls(marked));
        Assert.False(A.Pair.IsSameButForPolls(marked with { LateSince = A.Noon }));
        Assert.False(
            A.Pair.IsSameButForPolls(A.Pair.With(Side.Company, side => side with { State = CaseState.Closed })));
    }

    [Theory]
    [InlineData("78", "company:78")]
    [InlineData("a/b", "company:a%2Fb")]
    [InlineData("50%", "company:50%25")]
    public void IdentityKey_OfACompanyCase_HasNoSlash(string id, string key) =>
        Assert.Equal(key, IdentityKey.Of(CompanyCaseId.Parse(id)).Value);

    [Fact]
    public void IdentityKey_OfAGoogleCase_IsItsNumberWhateverItsParent()
    {
        var key = IdentityKey.Of(A.GoogleName);

        Assert.Equal("google:5123", key.ToString());
        Assert.Equal(key, IdentityKey.Of(GoogleCaseName.Parse("organizations/1/cases/5123")));
        Assert.Equal(key, IdentityKey.FromStored("google:5123"));
    }

    [Fact]
    public void ItemKey_AsText_TellsSideKindIdAndPart() => Assert.Equal(
        ["Google:Comment:3:1", "Company:Attachment:3:2"],
        [new ItemKey(Side.Google, ItemKind.Comment, "3").ToString(),
            new ItemKey(Side.Company, ItemKind.Attachment, "3", 2).ToString()]);

    private static DateTimeOffset? At(int? minute) => minute is { } minutes ? A.Noon.AddMinutes(minutes) : null;
}
