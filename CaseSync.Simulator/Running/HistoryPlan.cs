using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
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
    private static readonly TimeSpan s_sparse = TimeSpan.FromDays(10);

    public required ulong Seed { get; init; }

    public required FaultLevel Level { get; init; }

    /// <summary>The safeguard that is off; null: none.</summary>
    public string? Without { get; init; }

    /// <summary>Writes may show only after the settle time.</summary>
    public bool IsBeyondSettle { get; init; }

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

    /// <summary>
    /// The polls' period: a minute after each deed; but where nobody does anything, all minutes are alike.
    /// </summary>
    public int PollMinutes(World world)
    {
        var sinceDeed = new TimeSpan(world.Now - world.People.LastDeedAt);
        return sinceDeed < TimeSpan.FromMinutes(6) ? 1 : IsSparse ? 30 : 5;
    }

    public static HistoryPlan Draw(ulong seed, FaultLevel level, TimeSpan length, bool isBeyondSettle)
    {
        var dice = Dice.For(seed, "settings");
        var isHostile = level == FaultLevel.Heavy;
        var isSparse = length > s_sparse;
        var peopleStopAt = isSparse ? length - TimeSpan.FromDays(2) : length * 0.75;
        var faults = FaultPlan.Draw(Dice.For(seed, "faults"), level, isBeyondSettle, isSparse, peopleStopAt);
        return new HistoryPlan
        {
            Seed = seed,
            Level = level,
            IsBeyondSettle = isBeyondSettle,
            HealAt = faults.Where(fault => FaultPlan.IsToTheEnd(fault.Kind)).Select(fault => fault.At + fault.Lasts)
                .Append(peopleStopAt.Ticks).Max(),
            Google = SideSettings.Draw(Side.Google, dice, isHostile)
                with
            { ClosedRefuses = dice.Chance(isBeyondSettle ? 0 : 0.2) },
            Company = SideSettings.Draw(Side.Company, dice, isHostile)
                with
            { ClosedRefuses = dice.Chance(isBeyondSettle ? 0 : 0.2) },
            HostClockOffsets = [.. Enumerable.Range(0, 4)
                .Select(_ => isHostile ? TimeSpan.FromSeconds(dice.Between(-60, 60)) : TimeSpan.Zero)],
            StoreClockOffset = isHostile ? TimeSpan.FromSeconds(dice.Between(-60, 60)) : TimeSpan.Zero,
            IsSparse = isSparse,
            People = PeoplePlan.Draw(Dice.For(seed, "people"), isSparse, peopleStopAt),
            Faults = faults,
        };
    }

    /// <summary>With a CRM of which an adapter says this; what is left open stays as it was drawn.</summary>
    public HistoryPlan WithCrm(SideTraits declared) => this with
    {
        Company = Company with
        {
            Traits = declared,
            UsualSearchLag = declared.SearchLag < Company.UsualSearchLag ? declared.SearchLag : Company.UsualSearchLag,
        },
    };

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
        return !kinds.Contains(nameof(FaultKind.ClocksApart)) ? plan : plan with
        {
            Google = Google with { ClockOffset = TimeSpan.Zero },
            Company = Company with { ClockOffset = TimeSpan.Zero },
            HostClockOffsets = [.. HostClockOffsets.Select(_ => TimeSpan.Zero)],
            StoreClockOffset = TimeSpan.Zero,
        };
    }
}
