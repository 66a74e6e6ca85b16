using CaseSync.Crm;
using CaseSync.Simulator.Checking;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Humans;

namespace CaseSync.Simulator.Running;

/// <summary>What <c>--help</c> says.</summary>
internal static class Usage
{
    public static string Text => $"""
        Runs the production jobs against simulated systems, in virtual time, from a seed: people and faults, then
        healing, then the question whether every rule holds. The same seed gives the same events, byte for byte,
        whatever --jobs says.
          --seed S          the first history's seed (default 1); history n has seed S + n
          --histories N     how many (default 100)
          --faults LEVEL    none, light or heavy (default heavy)
          --days D          how long a history is (default 2; above 10 its people are rarely about); faults and people
                            stop before its end
          --jobs N          how many at a time (default: one a core)
          --with beyond-settle   writes show only after the settle time; every duplicate must then be in
                            casesync.ambiguous_writes
          --crm KIND        the CRM is what this kind's adapter declares of it ({string.Join(", ", CrmOptions.Kinds)})
          --without NAME    takes one safeguard away, to see that it is needed
          --survey          goes on after a violation: a line for each history that breaks a rule
          --counts          says how often each fault struck and each deed was done
          --log FILE        writes every event
          --keep a,b,c      only these deeds (h…) and faults (f…) of the history
          --off a,b         kinds of faults that do not happen
          --ignore a,b      rules whose breaches are passed over

        After healing everything must have converged within {History.ConvergesWithin.TotalHours} hours of virtual time;
        where a task was lost for good within {History.ConvergesWithSweep.TotalHours} (the daily sweep makes it again).
        Each item that always fails may hold up its own pair {History.RefusesWithin.TotalHours} hours more (it is
        refused after 24), and no other pair.
        Exit code 0: no rule was broken; 1: one was; 2: the command line is not understood.

        Safeguards: {Wrap(Without.Names)}
        Rules: {Wrap(Rules.All)}
        Faults: {Wrap(Enum.GetNames<FaultKind>())}
        Deeds: {Wrap([.. Enum.GetNames<HumanDeed>(), .. Texts.Kinds.Select(kind => $"text: {kind}")])}
        """;

    private static string Wrap(IEnumerable<string> names)
    {
        const int Width = 110;
        var (lines, line) = (new List<string>(), "");
        foreach (var name in names)
        {
            if (line.Length + name.Length > Width)
            {
                lines.Add(line);
                line = "";
            }

            line += $"{name}; ";
        }

        return string.Join($"{Environment.NewLine}  ", lines.Append(line.TrimEnd(' ', ';')));
    }
}
