using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mappings;

public sealed class DirtyMarkTests
{
    private static readonly DateTimeOffset s_version = A.Noon.AddMinutes(-3);

    [Fact]
    public void Set_OnACleanSide_WritesTheWatermarkBeforeThisPoll()
    {
        var marked = DirtyMark.Set(A.Pair, Side.Google, s_version, A.Global, A.Noon, "trace-1");

        Assert.Equal(
            new SideProgress
            {
                State = CaseState.Open,
                DirtySince = A.Noon,
                UpdatesSyncedAt = A.Global.GooglePolledAt,
                SeenVersion = s_version,
                TraceParent = "trace-1",
            },
            marked.Google);
        Assert.Equal(A.Pair.Company, marked.Company);
    }

    [Fact]
    public void Set_OnADirtySide_KeepsSinceWhenAndTheFirstTraceAndAddsTheLater()
    {
        var first = DirtyMark.Set(A.Pair, Side.Google, s_version, A.Global, A.Noon, "trace-1");
        var later = A.Global with { GooglePolledAt = A.Noon.AddMinutes(1) };
        var second = DirtyMark.Set(first, Side.Google, s_version.AddMinutes(1), later, A.Noon.AddMinutes(2), "trace-2")
            .Google;

        Assert.Equal(
            first.Google with { SeenVersion = s_version.AddMinutes(1), LaterTraceParents = "trace-2" }, second);
    }

    [Fact]
    public void Set_OnADirtySide_KeepsTheNewestOfManyTracesAndEachOnce()
    {
        var marked = A.Pair;
        foreach (var trace in Enumerable.Range(1, 20).SelectMany(number => new[] { number, number }))
        {
            marked = DirtyMark.Set(marked, Side.Google, s_version, A.Global, A.Noon, $"trace-{trace}");
        }

        Assert.Equal("trace-1", marked.Google.TraceParent);
        Assert.Equal(
            string.Join(' ', Enumerable.Range(5, 16).Select(number => $"trace-{number}")),
            marked.Google.LaterTraceParents);
    }

    [Fact]
    public void Set_OnADirtySideWithoutTrace_TakesTheTrace()
    {
        var dirty = A.Pair with { Google = new SideProgress { DirtySince = A.Noon.AddMinutes(-5) } };

        Assert.Equal(
            "trace-2", DirtyMark.Set(dirty, Side.Google, s_version, A.Global, A.Noon, "trace-2").Google.TraceParent);
    }

    [Fact]
    public void Set_AgainAfterItWasClean_TakesTheNewTrace()
    {
        var clean = A.Pair with { Google = new SideProgress { TraceParent = "stale" } };

        Assert.Equal(
            "trace-2", DirtyMark.Set(clean, Side.Google, s_version, A.Global, A.Noon, "trace-2").Google.TraceParent);
    }

    [Fact]
    public void Set_OnASideWithALookDue_IsMoreThanALook()
    {
        var checking = A.Pair
            with
        {
            Google = new SideProgress
            {
                DirtySince = A.Noon.AddMinutes(-5),
                CheckDueAt = A.Noon.AddMinutes(-3)
            }
        };

        var marked = DirtyMark.Set(checking, Side.Google, s_version, A.Global, A.Noon, null).Google;

        Assert.Equal(
            (null, A.Noon.AddMinutes(-3), A.Noon.AddMinutes(-5)),
            (marked.CheckDueAt, marked.UpdatesSyncedAt, marked.DirtySince));
    }

    [Fact]
    public void Set_OnASideWithALookDue_IsATraceOfItsOwn()
    {
        var checking = A.Pair with
        {
            Google = new SideProgress
            {
                DirtySince = A.Noon.AddMinutes(-5),
                CheckDueAt = A.Noon.AddMinutes(-3),
                TraceParent = "done",
                LaterTraceParents = "done-too",
            },
        };

        var marked = DirtyMark.Set(checking, Side.Google, s_version, A.Global, A.Noon, "trace-2").Google;

        Assert.Equal(("trace-2", null), (marked.TraceParent, marked.LaterTraceParents));
    }

    [Fact]
    public void Set_OnANewMapping_ClaimsNoSync()
    {
        var marked = DirtyMark.Set(
            A.Lone(Side.Google) with { Version = 0 }, Side.Google, s_version, A.Global, A.Noon, null);

        Assert.Null(marked.Google.UpdatesSyncedAt);
    }

    [Fact]
    public void Set_WithAnOlderVersion_KeepsTheNewer()
    {
        var seen = A.Pair with { Company = new SideProgress { SeenVersion = A.Noon } };

        Assert.Equal(A.Noon, DirtyMark.Set(seen, Side.Company, s_version, A.Global, A.Noon, null).Company.SeenVersion);
        Assert.Equal(A.Noon, DirtyMark.Set(seen, Side.Company, null, A.Global, A.Noon, null).Company.SeenVersion);
    }

    [Fact]
    public void Set_OnAPairThatWasGivenUp_GivesItAnotherChance() =>
        Assert.Null(
            DirtyMark.Set(A.Pair with { BrokenReason = "gone" }, Side.Google, s_version, A.Global, A.Noon, null)
                .BrokenReason);

    [Fact]
    public void Queued_MovesForwardOnly()
    {
        var queued = DirtyMark.Queued(A.Pair, Side.Google, s_version);
        Assert.Equal(s_version, queued.Google.QueuedVersion);
        Assert.Null(queued.Company.QueuedVersion);

        Assert.Equal(s_version, DirtyMark.Queued(queued, Side.Google, s_version.AddMinutes(-1)).Google.QueuedVersion);
        Assert.Equal(s_version, DirtyMark.Queued(queued, Side.Google, null).Google.QueuedVersion);
    }
}
