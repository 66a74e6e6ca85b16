using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Hosting;

/// <summary>
/// Two Pollers and two Syncers, each on a machine with a clock of its own; whichever dies comes back as a new process.
/// </summary>
internal sealed class Fleet
{
    private const int PollerCount = 2;
    private static readonly string[] s_names = ["poller-1", "poller-2", "syncer-1", "syncer-2"];
    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(20);

    private readonly World _world;
    private readonly Dice _dice;
    private readonly Host?[] _hosts = new Host?[s_names.Length];
    private readonly int[] _lives = new int[s_names.Length];

    public Fleet(World world)
    {
        _world = world;
        _dice = Dice.For(world.Seed, "fleet");
        for (var i = 0; i < s_names.Length; i++)
        {
            StartHost(i);
        }
    }

    public Host? FindPoller(int index) => _hosts[index] ?? _hosts[1 - index];

    public Host? FindSyncer(int index) => _hosts[PollerCount + index] ?? _hosts[PollerCount + 1 - index];

    public void Crash(SimulatedProcess process)
    {
        var index = Array.FindIndex(_hosts, host => host?.Process == process);
        if (index >= 0)
        {
            Crash(index);
        }
    }

    public void Crash(int index)
    {
        if (_hosts[index] is { } host)
        {
            _world.Log.Write(_world.Now, host.Process.Name, "dies");
            _hosts[index] = null;
            host.Process.Kill();
            _world.Scheduler.After(
                new TimeSpan(_dice.Between(TimeSpan.FromSeconds(1), s_startMax)), () => StartHost(index));
        }
    }

    private void StartHost(int index)
    {
        var clock = new SimulatedClock(
            _world.Scheduler, () => _world.Plan.HostClockOffsets[index] + _world.Faults.ClockError(index));
        var process = new SimulatedProcess($"{s_names[index]}#{++_lives[index]}", clock);
        _hosts[index] = index < PollerCount ? Host.StartPoller(_world, process) : Host.StartSyncer(_world, process);
    }
}
