using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Operating;

/// <summary>How all stands, in a word and in numbers.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Summary">Plain words.</param>
/// <param name="HasMore">There are more than were counted.</param>
/// <param name="MostUrgent">
/// Those that are late, or where none is, that wait: the most urgent, of those the longest.
/// </param>
/// <param name="LastDay">As DetectOutages saw it, every 5 minutes; oldest first.</param>
internal sealed record Overview(
    DateTimeOffset At, bool IsWell, string Summary, IReadOnlyList<SideOverview> Sides, int Waiting, int Late,
    int Refused, bool HasMore, IReadOnlyList<CaseRow> MostUrgent, IReadOnlyList<LagRow> LastDay);

/// <param name="PolledAt">When its last whole poll began; null before the first.</param>
/// <param name="LagSeconds">Since the side was last known to be whole on the other.</param>
/// <param name="Standing"><c>well</c>, <c>waiting</c>, <c>late</c> or <c>unpolled</c>.</param>
/// <param name="Since">Since when it is not well.</param>
/// <param name="Cause">Whose fault that seems to be, in words.</param>
public sealed record SideOverview(
    string Side, DateTimeOffset? PolledAt, double LagSeconds, int Waiting, int Late, string Standing,
    DateTimeOffset? Since, string? Cause);

public sealed record LagRow(DateTimeOffset At, double GoogleSeconds, double CompanySeconds, int Late);

/// <summary>
/// Reads what an operator wants to know first. What is quiet is not read: it costs what waits, whatever else there is,
/// and never more than eleven lists of <see cref="CountedMax"/>.
/// </summary>
internal sealed class ReadOverview(
    ICaseMappingStore store, Verdicts verdicts, TimeProvider clock, IOptions<OutagesOptions> options)
{
    /// <summary>The most of a side and an urgency that are judged, and the most refused that are counted.</summary>
    public const int CountedMax = 200;

    private const int UrgentMax = 5;
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public async Task<Overview> RunAsync(CancellationToken cancel) =>
        await RunAsync(await LastDayAsync(cancel), cancel);

    /// <param name="lastDay">As <see cref="LastDayAsync"/> gave it.</param>
    public async Task<Overview> RunAsync(IReadOnlyList<LagRow> lastDay, CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is not { } global)
        {
            return new Overview(clock.GetUtcNow(), false, "No poll has run yet.", [], 0, 0, 0, false, [], []);
        }

        var waiting = await WaitingCases.ReadAsync(store, CountedMax, cancel);
        var refused = await store.ListAsync(new MappingQuery.Refused(), null, CountedMax, cancel);
        var now = clock.GetUtcNow();
        var seen = waiting.Mappings.Select(mapping => new Judged(mapping, verdicts.Of(mapping, global, now)))
            .ToList();
        var late = seen.Where(one => one.Verdict.IsLate).ToList();
        var least = LatencyTolerance.Least(options.Value.ToleranceScale);
        var unpolled = s_sides.Where(side => !(now <= global.PolledAt(side) + least)).ToList();
        return new Overview(
            now, unpolled.Count == 0 && late.Count == 0,
            Words(unpolled, late.Count, waiting, refused.Mappings.Count),
            [.. s_sides.Select(side => Of(side, global, waiting, late, unpolled, now))],
            waiting.Mappings.Count, late.Count, refused.Mappings.Count, waiting.IsCut || refused.Cursor is not null,
            MostUrgent(late.Count > 0 ? late : seen, global), lastDay);
    }

    /// <summary>One sample every five minutes, of a day: much, and seldom another.</summary>
    public async Task<IReadOnlyList<LagRow>> LastDayAsync(CancellationToken cancel)
    {
        var dayAgo = clock.GetUtcNow().AddDays(-1);
        return [.. (await store.ListLagAsync(cancel)).Where(sample => sample.At > dayAgo).Select(
            sample => new LagRow(
                sample.At, sample.GoogleLag.TotalSeconds, sample.CompanyLag.TotalSeconds, sample.Late))];
    }

    private static SideOverview Of(
        Side side, GlobalState global, WaitingCases waiting, List<Judged> late, List<Side> unpolled, DateTimeOffset now)
    {
        var ofSide = waiting.On(side);
        var lateOfSide = late.Where(one => one.Verdict.LateSides.Contains(side)).ToList();
        var health = SideHealth.Of(side, global, ofSide, lateOfSide, unpolled);
        return new SideOverview(
            side.ToString().ToLower(CultureInfo.InvariantCulture), global.PolledAt(side),
            waiting.Lag(side, global, now).TotalSeconds, ofSide.Count, lateOfSide.Count, health.Standing, health.Since,
            health.Cause);
    }

    private static IReadOnlyList<CaseRow> MostUrgent(List<Judged> cases, GlobalState global) =>
        [.. cases.OrderBy(one => Waiting.UrgencyOf(one.Mapping))
            .ThenBy(one => s_sides.Where(side => one.Mapping.On(side).DirtySince is not null)
                .Min(side => SyncedAt.Of(one.Mapping, side, global)))
            .Take(UrgentMax).Select(one => CaseRow.Of(one.Mapping, one.Verdict))];

    private static string Words(List<Side> unpolled, int late, WaitingCases waiting, int refused)
    {
        var unwell = unpolled.Count > 0
            ? $"{Names(unpolled)} could not be polled lately: new changes there are not seen."
            : late > 0 ? $"{(waiting.IsCut ? "At least " : "")}{Cases(late)} late."
            : waiting.Mappings.Count > 0 ? "All is well; some changes are on their way."
            : "All is well: each side has all of the other.";
        return refused == 0 ? unwell : $"{unwell} {Cases(refused)} with something that was refused.";
    }

    private static string Names(List<Side> sides) =>
        string.Join(" and ", sides.Select((side, index) => index == 0 ? SideNames.First(side) : SideNames.Of(side)));

    private static string Cases(int count) =>
        count == 1 ? "1 case" : $"{count.ToString(CultureInfo.InvariantCulture)} cases";
}
