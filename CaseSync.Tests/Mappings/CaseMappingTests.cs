using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class CaseMappingTests
{
    public static TheoryData<string, bool> Watched => new()
    {
        { "quiet", false },
        { "google dirty", true },
        { "company dirty", true },
        { "google told", true },
        { "company told", true },
        { "late", true },
        { "dirty and resolved", false },
        { "dirty and broken", false },
    };

    [Theory, MemberData(nameof(Watched))]
    public void Mapping_WithSomethingToWatch_IsWatched(string what, bool isWatched)
    {
        var dirty = A.Pair with { Google = new SideProgress { DirtySince = A.Noon } };
        var mapping = what switch
        {
            "google dirty" => dirty,
            "company dirty" => A.Pair with { Company = new SideProgress { DirtySince = A.Noon } },
            "google told" => A.Pair with { Google = new SideProgress { OutageCommentSent = true } },
            "company told" => A.Pair with { Company = new SideProgress { OutageCommentSent = true } },
            "late" => A.Pair with { LateSince = A.Noon },
            "dirty and resolved" => dirty with { ResolvedAt = A.Noon },
            "dirty and broken" => dirty with { BrokenReason = "It is gone." },
            _ => A.Pair,
        };

        Assert.Equal(isWatched, mapping.IsWatched);
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

    [Fact]
    public void Global_WithLastPolledAt_MovesOneSideOnly()
    {
        var global = A.Global.WithLastPolledAt(Side.Google, A.Noon);
        Assert.Equal((A.Noon, A.Global.CompanyLastPolledAt), (global.LastPolledAt(Side.Google), global.LastPolledAt(Side.Company)));

        global = A.Global.WithLastPolledAt(Side.Company, A.Noon);
        Assert.Equal((A.Global.GoogleLastPolledAt, A.Noon), (global.LastPolledAt(Side.Google), global.LastPolledAt(Side.Company)));
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
        [new ItemKey(Side.Google, ItemKind.Comment, "3").ToString(), new ItemKey(Side.Company, ItemKind.Attachment, "3", 2).ToString()]);

    private static DateTimeOffset? At(int? minute) => minute is { } minutes ? A.Noon.AddMinutes(minutes) : null;
}
