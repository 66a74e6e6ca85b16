using System.Globalization;

namespace CaseSync.Simulator.Running;

/// <summary>Many histories; they end with the first that breaks a rule, unless all are to be surveyed.</summary>
/// <param name="terminal">Where the progress is shown; null: nowhere.</param>
internal sealed class Campaign(SimulatorOptions options, TextWriter output, TextWriter? terminal = null)
{
    private const int LastEventsShown = 40;

    public int Run()
    {
        var (events, faults, violations, histories) = (0L, 0L, 0, 0);
        var (tally, progress) = (new Tally(), new Progress(options.Histories, terminal));
        using var log = options.LogFile is { } file ? new StreamWriter(file) { NewLine = "\n" } : null;
        foreach (var result in OrderedRuns.Run(
            n => History.Run(options.PlanOf(n), logs: log is not null), options.Histories, options.Jobs))
        {
            histories++;
            events += result.Events;
            faults += result.Faults;
            violations += result.Violations.Count;
            tally.Add(result.Tally);
            progress.Done(result.Lasted);
            foreach (var line in result.Log.Lines)
            {
                log?.WriteLine(line);
            }

            if (result.Violations is [var first, ..] && options.IsSurvey)
            {
                output.WriteLine($"{EventLog.TimeText(first.At)} seed {result.Plan.Seed}: {first.Rule}: {first.What}");
            }
            else if (result.Violations.Count > 0)
            {
                Tell(result.Plan);
                break;
            }
        }

        var speed = progress.End();
        if (options.IsCounting)
        {
            output.WriteLine(tally);
        }

        output.WriteLine(speed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"histories={histories} events={events} faults={faults} violations={violations}"));
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

        output.WriteLine($"replay: dotnet run -c Release --project CaseSync.Simulator -- {options.ReplayOf(shrunk)}");
    }
}
