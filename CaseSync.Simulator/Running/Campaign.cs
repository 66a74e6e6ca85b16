using System.Globalization;

namespace CaseSync.Simulator.Running;

/// <summary>Many histories, one after the other.</summary>
internal sealed class Campaign(SimulatorOptions options, TextWriter output)
{
    private const int LastEventsShown = 40;

    public int Run()
    {
        var (events, faults, violations, histories) = (0L, 0L, 0, 0);
        for (; histories < options.Histories && (violations == 0 || options.IsSurvey); histories++)
        {
            var plan = options.PlanOf(histories);
            var result = History.Run(plan, logs: options.LogFile is not null);
            events += result.Events;
            faults += result.Faults;
            violations += result.Violations.Count;
            if (options.LogFile is { } file)
            {
                File.AppendAllLines(file, result.Log.Lines);
            }

            if (result.Violations.Count > 0 && options.IsSurvey)
            {
                output.WriteLine($"{EventLog.TimeText(result.Violations[0].At)} seed {plan.Seed}: {result.Violations[0].Rule}: {result.Violations[0].What}");
            }
            else if (result.Violations.Count > 0)
            {
                Tell(plan);
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"histories={histories} events={events} faults={faults} violations={violations}"));
        return violations == 0 ? 0 : 1;
    }

    private void Tell(HistoryPlan plan)
    {
        var shrunk = Shrinker.Shrink(plan);
        var result = History.Run(shrunk, logs: true);
        foreach (var line in result.Log.Lines.TakeLast(LastEventsShown))
        {
            output.WriteLine(line);
        }

        foreach (var violation in result.Violations)
        {
            output.WriteLine($"{EventLog.TimeText(violation.At)} seed {plan.Seed}: {violation.Rule}: {violation.What}");
        }

        var kept = string.Join(',', shrunk.People.Select(action => $"h{action.Number}").Concat(shrunk.Faults.Select(fault => $"f{fault.Number}")));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"replay: dotnet run -c Release --project CaseSync.Simulator -- --seed {plan.Seed} --histories 1 --faults {plan.Level.ToString().ToLowerInvariant()}"
            + $" --days {options.Days}{(plan.Without is { } name ? $" --without {name}" : "")} --keep {kept}"));
    }
}
