using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class SyncedAtTests
{
    private static readonly DateTimeOffset s_created = A.Pair.CreatedAt;
    private static readonly DateTimeOffset s_polled = A.Noon.AddMinutes(-1);
    private static readonly SideProgress s_clean = new() { UpdatesSyncedAt = A.Noon.AddHours(-1) };
    private static readonly SideProgress s_dirty = s_clean with { DirtySince = A.Noon.AddHours(-1) };

    public static TheoryData<string, DateTimeOffset> Cases => new()
    {
        { "clean", s_polled },
        { "clean, synced after the poll", A.Noon },
        { "clean, never synced", s_polled },
        { "clean, no poll yet", A.Noon.AddHours(-1) },
        { "never synced, no poll yet", s_created },
        { "dirty", A.Noon.AddHours(-1) },
        { "dirty, never synced", s_created },
        { "only a look to come", s_polled },
        { "only a look that is overdue", A.Noon.AddMinutes(-9) },
        { "only a look, synced after it was due", A.Noon },
    };

    [Theory, MemberData(nameof(Cases))]
    public void SyncedAt_OfASide_IsAsFarAsItIsKnown(string what, DateTimeOffset expected)
    {
        var (progress, polledAt) = what switch
        {
            "clean" => (s_clean, s_polled),
            "clean, synced after the poll" => (s_clean with { UpdatesSyncedAt = A.Noon }, s_polled),
            "clean, never synced" => (new SideProgress(), s_polled),
            "clean, no poll yet" => (s_clean, (DateTimeOffset?)null),
            "never synced, no poll yet" => (new SideProgress(), null),
            "dirty" => (s_dirty, s_polled),
            "dirty, never synced" => (new SideProgress { DirtySince = A.Noon }, s_polled),
            "only a look to come" => (s_dirty with { CheckDueAt = A.Noon.AddMinutes(9) }, s_polled),
            "only a look that is overdue" => (s_dirty with { CheckDueAt = A.Noon.AddMinutes(-9) }, s_polled),
            _ => (s_dirty with { CheckDueAt = A.Noon.AddMinutes(-9), UpdatesSyncedAt = A.Noon }, s_polled),
        };
        foreach (var side in Enum.GetValues<Side>())
        {
            // Neither the other side's poll nor the watermarks, which are in the sides' own time, have a say.
            var global = (side == Side.Google
                ? A.Global with { GooglePolledAt = polledAt, CompanyPolledAt = A.Noon.AddYears(1) }
                : A.Global with { CompanyPolledAt = polledAt, GooglePolledAt = A.Noon.AddYears(1) }) with
            { GoogleLastPolledAt = A.Noon.AddYears(1), CompanyLastPolledAt = A.Noon.AddYears(1) };

            Assert.Equal(expected, SyncedAt.Of(A.Pair.With(side, _ => progress), side, global));
        }
    }

    [Fact]
    public void Shown_PairThatIsPausedOrGivenUp_StandsStill()
    {
        var pair = A.Pair.With(Side.Google, _ => s_clean);
        var global = A.Global with { GooglePolledAt = s_polled };

        Assert.Equal(s_polled, SyncedAt.Shown(pair, Side.Google, global));
        Assert.Equal(s_clean.UpdatesSyncedAt, SyncedAt.Shown(pair with { IsPaused = true }, Side.Google, global));
        Assert.Equal(
            s_clean.UpdatesSyncedAt, SyncedAt.Shown(pair with { BrokenReason = "Gone." }, Side.Google, global));
    }
}
