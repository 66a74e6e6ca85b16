using System.Globalization;

namespace CaseSync.Simulator.Running;

/// <summary>What the command line asks for.</summary>
internal sealed record SimulatorOptions
{
    public const string Usage = """
        Runs the production jobs against simulated systems, in virtual time, from a seed.
          --seed S          the first history's seed (default 1); history n has seed S + n
          --histories N     how many (default 100)
          --faults LEVEL    none, light or heavy (default heavy)
          --days D          how long faults and people go on, and a third of it more (default 2)
          --without NAME    takes one safeguard away, to see that it is needed: lease, intent, settle, search-lag, identity, version, window, order,
                            spoof-check, epoch, dirty-first, visibility
          --keep a,b,c      only these deeds (h…) and faults (f…) of the history
          --ignore a,b      rules whose breaches are passed over
          --off a,b         kinds of faults that do not happen; Clocks: all clocks right
          --survey true     goes on after a violation: a line for each history that breaks a rule
          --log FILE        writes every event
        """;

    public ulong Seed { get; init; } = 1;

    public int Histories { get; init; } = 100;

    public FaultLevel Level { get; init; } = FaultLevel.Heavy;

    public double Days { get; init; } = 2;

    public string? Without { get; init; }

    public IReadOnlySet<string>? Keep { get; init; }

    public IReadOnlySet<string> Ignore { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Off { get; init; } = new HashSet<string>();

    public bool IsSurvey { get; init; }

    public string? LogFile { get; init; }

    /// <summary>Throws <see cref="FormatException"/> with a sentence.</summary>
    public static SimulatorOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SimulatorOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} takes a value.");
            options = args[i] switch
            {
                "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) => options with { Seed = seed },
                "--histories" when int.TryParse(value, CultureInfo.InvariantCulture, out var count) && count > 0 => options with { Histories = count },
                "--faults" when Enum.TryParse<FaultLevel>(value, ignoreCase: true, out var level) => options with { Level = level },
                "--days" when double.TryParse(value, CultureInfo.InvariantCulture, out var days) && days > 0 => options with { Days = days },
                "--without" when Hosting.Without.Names.Contains(value) => options with { Without = value },
                "--keep" => options with { Keep = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                "--ignore" => options with { Ignore = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                "--off" => options with { Off = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                "--survey" when bool.TryParse(value, out var isSurvey) => options with { IsSurvey = isSurvey },
                "--log" => options with { LogFile = value },
                _ => throw new FormatException($"{args[i]} {value} is not understood."),
            };
        }

        return options;
    }

    public HistoryPlan PlanOf(int history)
    {
        var plan = HistoryPlan.Draw(Seed + (ulong)history, Level, TimeSpan.FromDays(Days), Without) with { Ignore = Ignore };
        plan = plan.WithoutFaults(Off);
        return Keep is null ? plan : plan.Keep(Keep);
    }
}
