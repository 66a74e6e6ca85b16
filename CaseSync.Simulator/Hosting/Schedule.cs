using CaseSync.Core.Cases;
using CaseSync.Poller;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Hosting;

/// <summary>Cloud Scheduler with the crons, attempts and backoffs of <c>deploy/schedule.json</c>.</summary>
internal sealed class Schedule(World world)
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private readonly Dice _dice = Dice.For(world.Seed, "schedule");
    private readonly SortedSet<string> _running = new(StringComparer.Ordinal);
    private long _tickAt;
    private long _lastMinute = -1;

    public void Start() => TickAt(2 * Second);

    /// <summary>Somebody did something: polls come every minute again.</summary>
    public void Wake()
    {
        var next = ((world.Now - (2 * Second) + Minute) / Minute * Minute) + (2 * Second);
        if (next < _tickAt)
        {
            TickAt(next);
        }
    }

    /// <summary>Beside whatever runs.</summary>
    public void StartPollNow(Side side) => Run(side == Side.Google ? s_pollGoogle : s_pollCompany, 0);

    private void TickAt(long at)
    {
        _tickAt = at;
        world.Scheduler.At(at, () =>
        {
            if (_tickAt == at)
            {
                Tick();
            }
        });
    }

    private void Tick()
    {
        var minute = world.Now / Minute;
        var period = world.Plan.PollMinutes(world);
        if (!world.Faults.StopsPolls)
        {
            Begin(s_pollGoogle);
            Begin(s_pollCompany);
        }

        if (minute / 5 != _lastMinute / 5)
        {
            // Where minutes are skipped, it would otherwise see polls that are long due.
            world.Scheduler.After(TimeSpan.FromSeconds(period == 1 ? 0 : 45), () => Begin(s_detectOutages));
        }

        if (IsPassed(minute, hour: 2))
        {
            world.Store.BackUp();
        }

        if (IsPassed(minute, hour: 3))
        {
            Begin(s_cleanUp);
        }

        _lastMinute = minute;
        TickAt(world.Now + (period * Minute));
    }

    private bool IsPassed(long minute, int hour) => DayOf(minute, hour) != DayOf(_lastMinute, hour);

    private static long DayOf(long minute, int hour) => (minute - (hour * 60) + 1440) / 1440;

    private void Begin(Job job)
    {
        if (_running.Add(job.Name))
        {
            Run(job, 0);
        }
    }

    private void Run(Job job, int attempt)
    {
        if (world.Fleet.FindPoller(_dice.Roll(2)) is not { } host)
        {
            Failed(job, attempt);
            return;
        }

        job.Start(host, new Attempt(world, host.Process), job.Deadline, isDone =>
        {
            if (isDone)
            {
                _running.Remove(job.Name);
            }
            else
            {
                Failed(job, attempt);
            }
        });
    }

    private void Failed(Job job, int attempt)
    {
        if (world.Log.IsOn)
        {
            world.Log.Write(world.Now, "schedule", $"{job.Name} failed, attempt {attempt + 1}");
        }

        if (attempt >= job.Retries)
        {
            _running.Remove(job.Name);
            return;
        }

        world.Scheduler.After(job.FirstBackoff * Math.Pow(2, Math.Min(attempt, 2)), () => Run(job, attempt + 1));
    }

    private sealed record Job(
        string Name, TimeSpan Deadline, int Retries, TimeSpan FirstBackoff,
        Action<Host, Attempt, TimeSpan, Action<bool>> Start);

    private static readonly Job s_pollGoogle = new(
        "PollGoogleForUpdates", TimeSpan.FromSeconds(50), 3, TimeSpan.FromSeconds(5),
        (host, attempt, deadline, answer) =>
            attempt.Start(host.Get<PollGoogleForUpdates>().RunAsync, _ => true, deadline, answer));

    private static readonly Job s_pollCompany = new(
        "PollCompanyForUpdates", TimeSpan.FromSeconds(50), 3, TimeSpan.FromSeconds(5),
        (host, attempt, deadline, answer) =>
            attempt.Start(host.Get<PollCompanyForUpdates>().RunAsync, _ => true, deadline, answer));

    private static readonly Job s_detectOutages = new(
        "DetectOutages", TimeSpan.FromSeconds(60), 3, TimeSpan.FromSeconds(30),
        (host, attempt, deadline, answer) =>
            attempt.Start(host.Get<DetectOutages>().RunAsync, late => late.Count == 0, deadline, answer));

    private static readonly Job s_cleanUp = new(
        "CleanUpCaseMappings", TimeSpan.FromMinutes(30), 5, TimeSpan.FromMinutes(1),
        (host, attempt, deadline, answer) =>
            attempt.Start(host.Get<CleanUpCaseMappings>().RunAsync, _ => true, deadline, answer));
}
