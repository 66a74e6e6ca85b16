using System.Globalization;
using CaseSync.Crm;

namespace CaseSync.Simulator.Running;

/// <summary>What the command line asks for.</summary>
internal sealed record SimulatorOptions
{
    private const double UsualDays = 2;
    // Sorted: they are written out again, and the order of a hash set is nobody's.
    private static readonly SortedSet<string> s_none = [];

    public ulong Seed { get; init; } = 1;

    public int Histories { get; init; } = 100;

    public FaultLevel Level { get; init; } = FaultLevel.Heavy;

    public double Days { get; init; } = UsualDays;

    public int Jobs { get; init; } = Environment.ProcessorCount;

    public string? Without { get; init; }

    public IReadOnlySet<string>? Keep { get; init; }

    public IReadOnlySet<string> Ignore { get; init; } = s_none;

    public IReadOnlySet<string> Off { get; init; } = s_none;

    public bool IsBeyondSettle { get; init; }

    /// <summary>The CRM is what the adapter of this kind declares; null: what the seed draws.</summary>
    public string? Crm { get; init; }

    public bool IsSurvey { get; init; }

    public bool IsCounting { get; init; }

    public bool IsHelp { get; init; }

    public string? LogFile { get; init; }

    /// <summary>Throws <see cref="FormatException"/> with a sentence.</summary>
    public static SimulatorOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SimulatorOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--survey" => options with { IsSurvey = true },
                "--counts" => options with { IsCounting = true },
                "--help" or "-h" => options with { IsHelp = true },
                var name =>
                    options.With(
                        name, ++i < args.Count ? args[i] : throw new FormatException($"{name} takes a value.")),
            };
        }

        return options;
    }

    public HistoryPlan PlanOf(int history)
    {
        var plan = HistoryPlan.Draw(Seed + (ulong)history, Level, TimeSpan.FromDays(Days), IsBeyondSettle)
            with
        { Without = Without, Ignore = Ignore };
        plan = Crm is null ? plan : plan.WithCrm(new CrmOptions { Kind = Crm }.DeclaredTraits);
        plan = plan.WithoutFaults(Off);
        return Keep is null ? plan : plan.Keep(Keep);
    }

    /// <summary>The options that make this one history again.</summary>
    public string ReplayOf(HistoryPlan plan)
    {
        var kept = plan.People.Select(action => $"h{action.Number}")
            .Concat(plan.Faults.Select(fault => $"f{fault.Number}"));
        var level = Level.ToString().ToLowerInvariant();
        return string.Create(
            CultureInfo.InvariantCulture, $"--seed {plan.Seed} --histories 1 --faults {level} --days {Days}")
            + (IsBeyondSettle ? " --with beyond-settle" : "") + (Without is null ? "" : $" --without {Without}")
            + (Crm is null ? "" : $" --crm {Crm}")
            + Listed("--off", Off) + Listed("--ignore", Ignore) + Listed("--keep", kept);
    }

    private static string Listed(string name, IEnumerable<string> values) =>
        string.Join(',', values) is { Length: > 0 } list
        ? list.Contains(' ', StringComparison.Ordinal) ? $" {name} \"{list}\"" : $" {name} {list}"
        : name == "--keep" ? " --keep none" : "";

    private SimulatorOptions With(string name, string value) => name switch
    {
        "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) => this with { Seed = seed },
        "--histories" when int.TryParse(value, CultureInfo.InvariantCulture, out var count) && count > 0 =>
            this with { Histories = count },
        "--faults" when Enum.TryParse<FaultLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level) =>
            this with { Level = level },
        "--days" when double.TryParse(value, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 1000 =>
            this with { Days = days },
        "--jobs" when int.TryParse(value, CultureInfo.InvariantCulture, out var jobs) && jobs > 0 =>
            this with { Jobs = jobs },
        "--with" when value == "beyond-settle" => this with { IsBeyondSettle = true },
        "--crm" when CrmOptions.Kinds.Contains(value) => this with { Crm = value },
        "--without" when Hosting.Without.Names.Contains(value) => this with { Without = value },
        "--keep" => this with { Keep = SetOf(value) },
        "--ignore" => this with { Ignore = SetOf(value) },
        "--off" => this with { Off = SetOf(value) },
        "--log" => this with { LogFile = value },
        _ => throw new FormatException($"{name} {value} is not understood."),
    };

    private static SortedSet<string> SetOf(string list) => new(list.Split(','), StringComparer.Ordinal);
}
