namespace CaseSync.Simulator.Scheduling;

/// <summary>One life of a service's process. What it awaits when it dies never comes.</summary>
internal sealed class SimulatedProcess(string name, SimulatedClock clock)
{
    private readonly List<Action> _onDeath = [];

    /// <summary>Host and life: <c>syncer-1#3</c>.</summary>
    public string Name { get; } = name;

    public bool IsPoller { get; } = name.StartsWith("poller", StringComparison.Ordinal);

    public SimulatedClock Clock { get; } = clock;

    public bool IsDead { get; private set; }

    /// <summary>It stands still until then: a full garbage collection, a suspended machine.</summary>
    public long FrozenUntil { get; private set; }

    public bool IsFrozen(long now) => FrozenUntil > now;

    public void Freeze(long until) => FrozenUntil = Math.Max(FrozenUntil, until);

    /// <summary>What whoever waits for it does when its connections break.</summary>
    public void OnDeath(Action run) => _onDeath.Add(run);

    public void ForgetOnDeath(Action run) => _onDeath.Remove(run);

    public void Kill()
    {
        if (!IsDead)
        {
            IsDead = true;
            foreach (var run in _onDeath.ToArray())
            {
                run();
            }
        }
    }
}
