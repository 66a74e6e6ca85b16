using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>
/// Guide: DetectOutages, every 5 minutes. Says on late cases that they are late, and later that they are not any more.
/// </summary>
internal sealed class DetectOutages(
    ICaseMappingStore store, Verdicts verdicts, OutageNotifier notifier, TimeProvider clock,
    IOptions<OutagesOptions> options, PollerGauges gauges,
    ILogger<DetectOutages> log)
{
    private const int PageSize = 200;
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    public async Task<IReadOnlyList<LateCase>> RunAsync(CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        if (await store.FindGlobalAsync(cancel) is not { } global)
        {
            return []; // No poll ran yet.
        }

        var now = clock.GetUtcNow();
        var late = new List<LateCase>();
        var due = new List<DueNotice>();
        var backlogs = s_sides.ToDictionary(side => side, _ => Backlog.None);
        await foreach (var mapping in CandidatesAsync(global, now, cancel))
        {
            var verdict = verdicts.Of(mapping, global, now);
            late.AddRange(verdict.LateSides.Select(side => new LateCase(
                mapping.GoogleCaseName, mapping.CompanyCaseId, side, mapping.Priority,
                now - SyncedAt.Of(mapping, side, global))));
            // Told, and nothing due: the pair is paused or given up. It is told the end when it goes on.
            var mayEnd = !verdict.IsLate
                && mapping is
                {
                    LateSince: not null, Google.OutageCommentSent: false,
                    Company.OutageCommentSent: false
                };
            if (verdict.Due.Count > 0 || mayEnd)
            {
                due.Add(new DueNotice(mapping, verdict));
            }

            foreach (var side in s_sides)
            {
                backlogs[side] = backlogs[side].With(mapping.On(side));
            }
        }

        gauges.Detected(late, backlogs);
        await SayAsync(due, global, startedAt, cancel);
        log.Detected(late.Count, due.Count);
        return late;
    }

    // While both watermarks are fresh, only what waits or what was told can be late: quiet cases are not even read.
    private async IAsyncEnumerable<CaseMapping> CandidatesAsync(
        GlobalState global, DateTimeOffset now,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var least = LatencyTolerance.Least(options.Value.ToleranceScale);
        var isFresh = s_sides.All(side => global.PolledAt(side) is { } polledAt && now <= polledAt + least);
        MappingQuery query = isFresh ? new MappingQuery.Watched() : new MappingQuery.Open();
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(query, cursor, PageSize, cancel);
            foreach (var mapping in page.Mappings)
            {
                yield return mapping;
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    // The most urgent first; where the last run ended among equals, this one goes on.
    private async Task SayAsync(List<DueNotice> due, GlobalState global, long startedAt, CancellationToken cancel)
    {
        if (due.Count == 0)
        {
            return;
        }

        var order = due.OrderBy(notice => notice.Mapping.Priority ?? Priority.P2)
            .ThenBy(notice => string.CompareOrdinal(notice.Mapping.Id, global.OutageCursor) <= 0)
            .ThenBy(notice => notice.Mapping.Id, StringComparer.Ordinal).ToList();
        var said = await notifier.SayAsync(order, global, options.Value.NoticesPerRun, startedAt, cancel);
        var cursor = said < order.Count ? order[Math.Max(0, said - 1)].Mapping.Id : null;
        if (said < order.Count)
        {
            log.NoticesLeft(order.Count - said, options.Value.NoticesPerRun);
        }

        if (cursor != global.OutageCursor)
        {
            await store.UpdateGlobalAsync(now => now with { OutageCursor = cursor }, cancel);
        }
    }
}
