namespace CaseSync.OutageProxy.Traffic;

/// <summary>How a system that is down refuses: most outages break the connection, some answer 503.</summary>
internal enum Refusal
{
    Abort,
    Status503,
}

/// <summary>What shall go wrong with one system's traffic; by default nothing.</summary>
internal sealed record FaultPlan
{
    public bool Down { get; init; }
    public Refusal RefusesWith { get; init; }
    public TimeSpan Delay { get; init; }

    /// <summary>How many more replies to lose after their effect.</summary>
    public int RepliesToLose { get; init; }

    /// <summary>Reads (GET, HEAD, OPTIONS) have no effect to lose the reply of, and keep theirs.</summary>
    public bool LoseWritesOnly { get; init; } = true;

    /// <summary>How many more replies, to reads too, to break off in the middle of their body.</summary>
    public int RepliesToCut { get; init; }
}

/// <summary>What became of one system's requests so far.</summary>
internal sealed record TrafficCounts
{
    public long Forwarded { get; init; }
    public long Refused { get; init; }
    public long RepliesLost { get; init; }
    public long RepliesCut { get; init; }
}

/// <summary>The plans and counts of both systems, changed in one step each.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProxiedSystem, (FaultPlan Plan, TrafficCounts Counts)> _now =
        Enum.GetValues<ProxiedSystem>().ToDictionary(system => system, _ => (new FaultPlan(), new TrafficCounts()));

    public (FaultPlan Plan, TrafficCounts Counts) Of(ProxiedSystem system)
    {
        lock (_lock)
        {
            return _now[system];
        }
    }

    public FaultPlan Plan(ProxiedSystem system, Func<FaultPlan, FaultPlan> change)
    {
        lock (_lock)
        {
            _now[system] = (change(_now[system].Plan), _now[system].Counts);
            return _now[system].Plan;
        }
    }

    public void Count(ProxiedSystem system, Func<TrafficCounts, TrafficCounts> change)
    {
        lock (_lock)
        {
            _now[system] = (_now[system].Plan, change(_now[system].Counts));
        }
    }

    /// <summary>Whether this reply is to be lost; if so, it is one fewer from now on.</summary>
    public bool TryLoseReply(ProxiedSystem system, bool isWrite)
    {
        lock (_lock)
        {
            var (plan, counts) = _now[system];
            if (plan.RepliesToLose == 0 || (plan.LoseWritesOnly && !isWrite))
            {
                return false;
            }

            _now[system] = (plan with { RepliesToLose = plan.RepliesToLose - 1 },
                counts with { RepliesLost = counts.RepliesLost + 1 });
            return true;
        }
    }

    /// <summary>The same of breaking it off.</summary>
    public bool TryCutReply(ProxiedSystem system)
    {
        lock (_lock)
        {
            var (plan, counts) = _now[system];
            if (plan.RepliesToCut == 0)
            {
                return false;
            }

            _now[system] = (plan with { RepliesToCut = plan.RepliesToCut - 1 },
                counts with { RepliesCut = counts.RepliesCut + 1 });
            return true;
        }
    }
}
