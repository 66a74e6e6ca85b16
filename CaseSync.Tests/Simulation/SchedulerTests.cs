using CaseSync.Simulator.Scheduling;

namespace CaseSync.Tests.Simulation;

public sealed class SchedulerTests
{
    private readonly SimulatedScheduler _scheduler = new();
    private readonly List<string> _seen = [];

    [Fact]
    public void RunUntil_EventsOfOneInstant_HappenInTheOrderOfPlanning()
    {
        foreach (var (at, name) in new[] { (20, "c"), (10, "a"), (20, "d"), (10, "b"), (5, "first") })
        {
            _scheduler.At(at, () => _seen.Add(name));
        }

        _scheduler.RunUntil(100, () => false);

        Assert.Equal(["first", "a", "b", "c", "d"], _seen);
        Assert.Equal(100, _scheduler.Now);
    }

    [Fact]
    public void Wait_ItsProcessDies_NeverEnds()
    {
        var process = Process();
        _ = WaitAsync("dead", process);
        _ = WaitAsync("alive", Process());
        _scheduler.At(5, process.Kill);

        _scheduler.RunUntil(100, () => false);

        Assert.Equal(["alive"], _seen);
    }

    [Fact]
    public void Wait_ItsProcessIsFrozen_EndsWhenItThaws()
    {
        var process = Process();
        _ = WaitAsync("frozen", process);
        process.Freeze(50);

        _scheduler.RunUntil(49, () => false);
        Assert.Empty(_seen);
        _scheduler.RunUntil(50, () => false);
        Assert.Equal(["frozen"], _seen);
    }

    [Fact]
    public void Kill_OnDeath_TellsWhoeverWaitsOnce()
    {
        var process = Process();
        process.OnDeath(() => _seen.Add("told"));

        process.Kill();
        process.Kill();

        Assert.Equal(["told"], _seen);
    }

    private SimulatedProcess Process() => new("test#1", new SimulatedClock(_scheduler, () => TimeSpan.Zero));

    private async Task WaitAsync(string name, SimulatedProcess process)
    {
        await _scheduler.Wait(10, process);
        _seen.Add(name);
    }
}
