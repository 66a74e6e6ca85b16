using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller.Operating;

/// <summary>How all stands, in a word and in numbers.</summary>
/// <param name="Summary">Plain words.</param>
/// <param name="HasMore">There are more than were counted.</param>
/// <param name="LastDay">As DetectOutages saw it, every 5 minutes; oldest first.</param>
internal sealed record Overview(
    bool IsWell, string Summary, IReadOnlyList<SideOverview> Sides, int Waiting, int Late, int Refused, bool HasMore,
    IReadOnlyList<LagRow> LastDay);

/// <param name="PolledAt">When its last whole poll began; null before the first.</param>
/// <param name="LagSeconds">Age of its oldest change that waits, or of its last poll if that is older.</param>
/// <param name="Standing"><c>well</c>, <c>waiting</c>, <c>late</c> or <c>unpolled</c>.</param>
/// <param name="Since">Since when it is not well.</param>
/// <param name="Cause">Whose fault that seems to be, in words.</param>
public sealed record SideOverview(
    string Side, DateTimeOffset? PolledAt, double LagSeconds, int Waiting, int Late, string Standing,
    DateTimeOffset? Since, string? Cause);

public sealed record LagRow(DateTimeOffset At, double GoogleSeconds, double CompanySeconds, int Late);

/// <summary>Reads what an operator wants to know first. What is quiet is not read: it costs what waits, whatever else there is.</summary>
internal sealed class ReadOverview(
    ICaseMappingStore store, Verdicts verdicts, TimeProvider clock, IOptions<OutagesOptions> options)
{
    private const int CountedMax = 1_000;
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public async Task<Overview> RunAsync(CancellationToken cancel)
    {
        if (await store.FindGlobalAsync(cancel) is not { } global)
        {
            return new Overview(false, "No poll has run yet.", [], 0, 0, 0, false, []);
        }

        var now = clock.GetUtcNow();
        var watched = await store.ListAsync(new MappingQuery.Watched(), null, CountedMax, cancel);
        var refused = await store.ListAsync(new MappingQuery.Refused(), null, CountedMax, cancel);
        var seen = watched.Mappings.Select(mapping => new Judged(mapping, verdicts.Of(mapping, global, now))).ToList();
        var late = seen.Count(one => one.Verdict.IsLate);
        var unpolled = s_sides.Where(side => !(now <= global.PolledAt(side) + LatencyTolerance.Least(options.Value.ToleranceScale))).ToList();
        var sides = s_sides.Select(side =>
        {
            var waiting = watched.Mappings.Where(mapping => mapping.On(side).DirtySince is not null).ToList();
            var lateOnes = seen.Where(one => one.Verdict.LateSides.Contains(side)).ToList();
            var health = SideHealth.Of(side, global, waiting, lateOnes, unpolled);
            return new SideOverview(
                side.ToString().ToLower(CultureInfo.InvariantCulture), global.PolledAt(side),
                Lag(side, global, watched.Mappings, now), waiting.Count, lateOnes.Count, health.Standing, health.Since,
                health.Cause);
        }).ToList();
        return new Overview(
            unpolled.Count == 0 && late == 0, Words(unpolled, late, watched.Mappings.Count, refused.Mappings.Count), sides,
            watched.Mappings.Count(mapping => mapping.Google.DirtySince is not null || mapping.Company.DirtySince is not null), late,
            refused.Mappings.Count, watched.Cursor is not null || refused.Cursor is not null, await LastDayAsync(now, cancel));
    }

    private static string Words(List<Side> unpolled, int late, int waiting, int refused)
    {
        var unwell = unpolled.Count > 0 ? $"{string.Join(" and ", unpolled)} could not be polled lately: new changes there are not seen."
            : late > 0 ? $"{Cases(late)} late."
            : waiting > 0 ? "All is well; some changes are on their way."
            : "All is well: each side has all of the other.";
        return refused == 0 ? unwell : $"{unwell} {Cases(refused)} with something that was refused.";
    }

    private static string Cases(int count) => count == 1 ? "1 case" : $"{count.ToString(CultureInfo.InvariantCulture)} cases";

    private static double Lag(Side side, GlobalState global, IReadOnlyList<CaseMapping> watched, DateTimeOffset now)
    {
        var oldest = watched.Min(mapping => mapping.On(side).DirtySince) ?? now;
        var polledAt = global.PolledAt(side) ?? now;
        return Math.Max(0, (now - (oldest < polledAt ? oldest : polledAt)).TotalSeconds);
    }

    private async Task<IReadOnlyList<LagRow>> LastDayAsync(DateTimeOffset now, CancellationToken cancel) =>
        [.. (await store.ListLagAsync(cancel)).Where(sample => sample.At > now.AddDays(-1)).Select(
            sample => new LagRow(sample.At, sample.GoogleLag.TotalSeconds, sample.CompanyLag.TotalSeconds, sample.Late))];
}
