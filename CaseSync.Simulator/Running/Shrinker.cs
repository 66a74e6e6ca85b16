namespace CaseSync.Simulator.Running;

/// <summary>
/// Leaves out of a failing history whatever can be left out while the same rule is broken, until nothing more can.
/// </summary>
internal static class Shrinker
{
    public static HistoryPlan Shrink(HistoryPlan plan)
    {
        var rule = History.Run(plan, logs: false).Violations[0].Rule;
        var kept = plan.People.Select(action => $"h{action.Number}")
            .Concat(plan.Faults.Select(fault => $"f{fault.Number}")).ToList();
        for (var size = Math.Max(1, kept.Count / 2); size >= 1; size /= 2)
        {
            var before = kept.Count;
            for (var start = 0; start < kept.Count;)
            {
                var fewer = kept.Where((_, i) => i < start || i >= start + size).ToList();
                if (Breaks(plan.Keep(fewer.ToHashSet(StringComparer.Ordinal)), rule))
                {
                    kept = fewer;
                }
                else
                {
                    start += size;
                }
            }

            // What goes may have been the reason for which something before it had to stay.
            size = size == 1 && kept.Count < before ? 2 : size;
        }

        return plan.Keep(kept.ToHashSet(StringComparer.Ordinal));
    }

    private static bool Breaks(HistoryPlan plan, string rule) =>
        History.Run(plan, logs: false).Violations.Any(violation => violation.Rule == rule);
}
