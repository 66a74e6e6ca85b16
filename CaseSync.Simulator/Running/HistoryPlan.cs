using CaseSync.Core.Cases;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Humans;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Running;

internal enum FaultLevel
{
    None,
    Light,
    Heavy,
}

/// <summary>Everything of a history that is decided before it begins; the same seed makes the same.</summary>
internal sealed record HistoryPlan
{
    public required ulong Seed { get; init; }

    public required FaultLevel Level { get; init; }

    /// <summary>The safeguard that is off; null: none.</summary>
    public string? Without { get; init; }

    /// <summary>Rules whose breaches are passed over.</summary>
    public IReadOnlySet<string> Ignore { get; init; } = new HashSet<string>();

    /// <summary>When faults and people stop.</summary>
    public required long HealAt { get; init; }

    public required SideSettings Google { get; init; }

    public required SideSettings Company { get; init; }

    public required IReadOnlyList<TimeSpan> HostClockOffsets { get; init; }

    public TimeSpan StoreClockOffset { get; init; }

    public SyncOptions Sync { get; init; } = new();

    public PollingOptions Polling { get; init; } = new();

    public required IReadOnlyList<HumanAction> People { get; init; }

    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    public bool IsHostile => Level == FaultLevel.Heavy;

    public bool IsSparse { get; init; }

    /// <summary>The polls' period. Where nothing has happened for a while and nothing waits, the minutes are all alike.</summary>
    public int PollMinutes(World world)
    {
        var sinceDeed = new TimeSpan(world.Now - world.People.LastDeedAt);
        return sinceDeed < TimeSpan.FromMinutes(15) || (world.Queue.Waiting > 0 && sinceDeed < TimeSpan.FromHours(2)) ? 1 : IsSparse ? 15 : 5;
    }

    public static HistoryPlan Draw(ulong seed, FaultLevel level, TimeSpan length, string? without)
    {
        var dice = Dice.For(seed, "settings");
        var isHostile = level == FaultLevel.Heavy;
        var healAt = length * 0.75;
        return new HistoryPlan
        {
            Seed = seed,
            Level = level,
            Without = without,
            HealAt = healAt.Ticks,
            Google = SideSettings.Draw(Side.Google, dice, isHostile),
            Company = SideSettings.Draw(Side.Company, dice, isHostile),
            HostClockOffsets = [.. Enumerable.Range(0, 4).Select(_ => isHostile ? TimeSpan.FromSeconds(dice.Between(-60, 60)) : TimeSpan.Zero)],
            StoreClockOffset = isHostile ? TimeSpan.FromSeconds(dice.Between(-60, 60)) : TimeSpan.Zero,
            IsSparse = length > TimeSpan.FromDays(10),
            People = PeoplePlan.Draw(Dice.For(seed, "people"), healAt),
            Faults = FaultPlan.Draw(Dice.For(seed, "faults"), level, healAt),
        };
    }

    /// <summary>Without some of its people's deeds and faults.</summary>
    public HistoryPlan Keep(IReadOnlySet<string> names) => this with
    {
        People = [.. People.Where(action => names.Contains($"h{action.Number}"))],
        Faults = [.. Faults.Where(fault => names.Contains($"f{fault.Number}"))],
    };

    /// <summary>Without some kinds of faults.</summary>
    public HistoryPlan WithoutFaults(IReadOnlySet<string> kinds)
    {
        var plan = this with { Faults = [.. Faults.Where(fault => !kinds.Contains(fault.Kind.ToString()))] };
        return !kinds.Contains("Clocks") ? plan : plan with
        {
            Google = Google with { ClockOffset = TimeSpan.Zero },
            Company = Company with { ClockOffset = TimeSpan.Zero },
            HostClockOffsets = [.. HostClockOffsets.Select(_ => TimeSpan.Zero)],
            StoreClockOffset = TimeSpan.Zero,
        };
    }
}
