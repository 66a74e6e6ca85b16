using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class IdentityClaimTests
{
    private static readonly CaseMapping s_mapping = A.Lone(Side.Google);

    [Fact]
    public void Claim_OfAFreeCase_PutsItsIdentity()
    {
        var claim = Granted(s_mapping, A.CompanyId, A.Stored([s_mapping]));

        Assert.Equal(A.CompanyId, claim.Mapping.CompanyCaseId);
        var put = Assert.IsType<StoreWrite.PutIdentity>(Assert.Single(claim.Writes));
        Assert.Equal(new CaseIdentity { Key = IdentityKey.Of(A.CompanyId), MappingId = s_mapping.Id }, put.Identity);
    }

    [Fact]
    public void Claim_OfACaseThatIsOurs_WritesNothing()
    {
        var claim = Granted(s_mapping, A.CompanyId, A.Stored([A.Pair]));

        Assert.Equal(A.CompanyId, claim.Mapping.CompanyCaseId);
        Assert.Empty(claim.Writes);
    }

    [Fact]
    public void Claim_OfAnothersUnpairedCase_TakesOverWhatThatMappingKnewAndDeletesIt()
    {
        var other = A.Lone(Side.Company) with
        {
            Company = new SideProgress { SeenVersion = A.Noon, DirtySince = A.Noon },
            LateSince = A.Noon.AddHours(-1),
        };
        var mapping = s_mapping with { Google = new SideProgress { DirtySince = A.Noon.AddMinutes(-1) } };

        var claim = Granted(mapping, A.CompanyId, A.Stored([mapping, other]));

        Assert.Equal(
            (other.Company, mapping.Google, other.LateSince),
            (claim.Mapping.Company, claim.Mapping.Google, claim.Mapping.LateSince));
        Assert.Collection(
            claim.Writes,
            write => Assert.Equal(
                A.Identity(A.CompanyId, mapping.Id), Assert.IsType<StoreWrite.PutIdentity>(write).Identity),
            write => Assert.Equal(other, Assert.IsType<StoreWrite.DeleteMapping>(write).Mapping));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-2)]
    public void Claim_OfALateCasesMapping_TakesOverWhatMayHaveBeenSaid(int? ownLateHours)
    {
        var (own, others) = (
            ownLateHours is { } hours ? A.Noon.AddHours(hours) : (DateTimeOffset?)null, A.Noon.AddHours(-1));
        var other = A.Lone(Side.Company)
            with
        { LateSince = others, Lease = new Lease("one that died", A.Noon.AddSeconds(-1)) };
        var sent = A.Item(
            new ItemKey(Side.Company, ItemKind.Notice, OutageDecision.LateAbout(others)), ItemState.Intent);
        var ordered = A.Item(new ItemKey(Side.Company, ItemKind.Case, "company:78"), ItemState.Intent);
        var mapping = s_mapping with { LateSince = own };

        var claim = Granted(mapping, A.CompanyId, A.Stored([mapping, other])).WithNotices([sent, ordered]);

        var moved = Assert.Single(claim.Writes.OfType<StoreWrite.PutItem>());
        var since = own ?? others;
        Assert.Equal((since, other.Lease!.Until), (claim.Mapping.LateSince, claim.Mapping.SentUntil));
        Assert.Equal(
            (mapping.Id, sent with { Key = sent.Key with { SourceId = OutageDecision.LateAbout(since) } }),
            (moved.MappingId, moved.Item));
    }

    [Fact]
    public void Claim_OfAnothersPairedCase_IsRefused()
    {
        var other = A.Pair with { Id = "google:9", GoogleCaseName = GoogleCaseName.Parse("projects/shop/cases/9") };

        Assert.IsType<IdentityClaim.Taken>(IdentityClaim.Of(s_mapping, A.CompanyId, A.Stored([s_mapping, other])));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void Claim_OfAnothersUnpairedCase_IsBusyWhileItsLeaseLasts(int secondsLeft, bool isGiven)
    {
        var other = A.Lone(Side.Company) with { Lease = new Lease("another", A.Noon.AddSeconds(secondsLeft)) };

        var claim = IdentityClaim.Of(s_mapping, A.CompanyId, A.Stored([s_mapping, other]));

        Assert.Equal(isGiven ? typeof(IdentityClaim.Granted) : typeof(IdentityClaim.Busy), claim.GetType());
    }

    [Fact]
    public void Claim_OfABuriedCase_IsGivenToItsOtherHalfOnly()
    {
        var grave = A.Grave(A.CompanyId, A.Tombstone);

        var claim = Granted(s_mapping, A.CompanyId, A.Stored([s_mapping], grave));
        var put = Assert.IsType<StoreWrite.PutIdentity>(Assert.Single(claim.Writes));
        Assert.Equal(A.Identity(A.CompanyId, s_mapping.Id), put.Identity);

        var stranger = s_mapping
            with
        { Id = "google:9", GoogleCaseName = GoogleCaseName.Parse("projects/shop/cases/9") };
        Assert.IsType<IdentityClaim.Taken>(IdentityClaim.Of(stranger, A.CompanyId, A.Stored([stranger], grave)));
    }

    [Fact]
    public void Claim_OfABuriedGoogleCase_IsGivenToItsCrmCaseOnly()
    {
        var grave = A.Grave(A.GoogleName, A.Tombstone);
        var half = A.Lone(Side.Company);
        Granted(half, A.GoogleName, A.Stored([half], grave));

        var clone = half with { Id = "company:79", CompanyCaseId = CompanyCaseId.Parse("79") };
        Assert.IsType<IdentityClaim.Taken>(IdentityClaim.Of(clone, A.GoogleName, A.Stored([clone], grave)));
    }

    [Fact]
    public void Claim_WithItsCounterpartKnown_KeepsTheNameItHas()
    {
        var byNumber = GoogleCaseName.Parse("projects/889/cases/5123");

        Assert.Equal(A.GoogleName, Granted(A.Pair, byNumber, A.Stored([A.Pair])).Mapping.GoogleCaseName);
    }

    private static IdentityClaim.Granted Granted(CaseMapping mapping, CaseRef counterpart, MappingLookup stored) =>
        Assert.IsType<IdentityClaim.Granted>(IdentityClaim.Of(mapping, counterpart, stored));
}
