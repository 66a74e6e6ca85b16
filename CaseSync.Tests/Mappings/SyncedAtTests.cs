using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class SyncedAtTests
{
    private static readonly DateTimeOffset s_created = A.Pair.CreatedAt;
    private static readonly DateTimeOffset s_watermark = A.Noon.AddMinutes(-1);

    public static TheoryData<string, DateTimeOffset?, bool, DateTimeOffset?, DateTimeOffset> Cases => new()
    {
        { "clean: the watermark", A.Noon.AddHours(-1), false, s_watermark, s_watermark },
        { "clean, synced after the watermark: its own", A.Noon, false, s_watermark, A.Noon },
        { "clean, never synced: the watermark", null, false, s_watermark, s_watermark },
        { "clean, no poll yet: its own", A.Noon.AddHours(-1), false, null, A.Noon.AddHours(-1) },
        { "dirty: its own", A.Noon.AddHours(-1), true, s_watermark, A.Noon.AddHours(-1) },
        { "dirty, never synced: since it was made", null, true, s_watermark, s_created },
        { "never synced, no poll yet: since it was made", null, false, null, s_created },
    };

    [Theory, MemberData(nameof(Cases))]
    public void SyncedAt_OfASide_IsAsFarAsItIsKnown(
        string because, DateTimeOffset? own, bool isDirty, DateTimeOffset? watermark, DateTimeOffset expected)
    {
        foreach (var side in Enum.GetValues<Side>())
        {
            var progress = new SideProgress { UpdatesSyncedAt = own, DirtySince = isDirty ? A.Noon : null };
            var mapping = A.Pair.With(side, _ => progress);
            // The other side's watermark has no say.
            var global = A.Global.WithLastPolledAt(side, watermark).WithLastPolledAt(side.Other(), A.Noon.AddYears(1));

            Assert.True(expected == SyncedAt.Of(mapping, side, global), because);
        }
    }
}
