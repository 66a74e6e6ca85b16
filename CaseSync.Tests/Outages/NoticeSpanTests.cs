using CaseSync.Core.Mappings;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Operating;

namespace CaseSync.Tests.Outages;

/// <summary>What DetectOutages leaves in a trace of the notices that it writes.</summary>
public sealed class NoticeSpanTests
{
    [Fact]
    public async Task Notices_Said_NameItemDirectionAttemptAndOutcome()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Clock.Advance(TimeSpan.FromHours(2));
        using var spans = new Spans();

        await world.DetectAsync();

        var whole = Assert.Single(spans.Named("casesync.notices"));
        Assert.Equal("done", whole.GetTagItem("casesync.outcome"));
        Assert.Equal(OutageWorld.GoogleName(0).Value, whole.GetTagItem("casesync.google_case"));
        Assert.Equal(
            [("google_to_company", "Company:Notice"), ("company_to_google", "Google:Notice")],
            spans.Named("AddNotice").Select(notice => (
                (string)notice.GetTagItem("casesync.direction")!,
                string.Join(':', ((string)notice.GetTagItem("casesync.item")!).Split(':')[..2])))
                .OrderByDescending(notice => notice.Item1, StringComparer.Ordinal));
        Assert.All(spans.Named("AddNotice"), notice =>
        {
            Assert.Equal(whole.SpanId, notice.ParentSpanId);
            Assert.Equal(1, notice.GetTagItem("casesync.attempt"));
            Assert.Equal("done", notice.GetTagItem("casesync.outcome"));
        });
    }

    [Fact]
    public async Task Notices_OneSideDown_SayWhichFailedAndThatItWaits()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        world.Clock.Advance(TimeSpan.FromHours(2));
        world.Google.IsDown = true;
        using var spans = new Spans();

        await world.DetectAsync();

        Assert.Equal("waiting", Assert.Single(spans.Named("casesync.notices")).GetTagItem("casesync.outcome"));
        var failed = Assert.Single(
            spans.Named("AddNotice"), notice => (string?)notice.GetTagItem("casesync.outcome") == "failed");
        Assert.Equal("company_to_google", failed.GetTagItem("casesync.direction"));
        Assert.NotNull(failed.GetTagItem("casesync.reason"));
    }

    [Fact]
    public async Task Notices_WhileASyncHoldsTheCase_SayWhyTheyAreLeft()
    {
        await using var world = await OutageWorld.CreateAsync(pairs: 1);
        await world.ChangeAsync(0, mapping => mapping with { Lease = new Lease("s/1", A.Noon.AddYears(100)) });
        world.Clock.Advance(TimeSpan.FromHours(2));
        using var spans = new Spans();

        await world.DetectAsync();

        var left = Assert.Single(spans.Named("casesync.notices"));
        Assert.Equal("left", left.GetTagItem("casesync.outcome"));
        Assert.StartsWith(
            "A sync is at the case", (string?)left.GetTagItem("casesync.reason"), StringComparison.Ordinal);
        Assert.Empty(spans.Named("AddNotice"));
    }
}
