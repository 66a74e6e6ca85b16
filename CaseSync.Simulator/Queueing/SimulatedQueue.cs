using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Syncer;

namespace CaseSync.Simulator.Queueing;

/// <summary>A task that the queue took.</summary>
internal sealed class QueuedTask(SyncTask task, long takenAt)
{
    public SyncTask Task { get; } = task;

    public long TakenAt { get; } = takenAt;

    public int Attempts { get; set; }

    /// <summary>When it was answered with success, or dropped; null while it waits.</summary>
    public long? EndedAt { get; set; }
}

/// <summary>
/// Cloud Tasks' rules: at least once, in no order, a name once a day, backoff after each failure, dropped after 31
/// days.
/// </summary>
internal sealed class SimulatedQueue(World world)
{
    private const int AtOnceMax = 16;
    private static readonly TimeSpan s_backoffMax = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan s_nameIsKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(31);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(1800);

    private readonly Dictionary<string, QueuedTask> _tasks = [];
    private readonly Dice _dice = Dice.For(world.Seed, "queue");
    private int _running;
    private long _newestTakenAt;

    /// <summary>Tasks that are not done.</summary>
    public int Waiting { get; private set; }

    /// <summary>One that is not done, of a case that fits.</summary>
    public SyncTask? FindWaiting(Predicate<Core.Cases.CaseRef> fits) =>
        _tasks.Values.FirstOrDefault(task => task.EndedAt is null && fits(task.Task.Case))?.Task;

    public bool Take(SyncTask task)
    {
        if (_tasks.TryGetValue(task.Name, out var known)
            && (known.EndedAt is null || world.Now - known.EndedAt < s_nameIsKept.Ticks))
        {
            return true; // ALREADY_EXISTS, which counts as queued.
        }

        var taken = new QueuedTask(task, world.Now);
        _tasks[task.Name] = taken;
        Waiting++;
        var fault = world.Faults.TakeTask();
        if (fault?.Kind == FaultKind.TaskNever)
        {
            End(taken);
            return true;
        }

        var wait = task.NotBefore is { } notBefore ? (notBefore - SimulatedClock.Start).Ticks - world.Now : 0;
        var due = world.Now + Math.Max(0, wait) + (fault?.Kind == FaultKind.TaskLate ? fault.Lasts : 0) + _dice.Between(
            TimeSpan.Zero, s_second);
        world.Scheduler.At(due, () => Dispatch(taken));
        if (fault?.Kind is FaultKind.TaskTwice or FaultKind.TaskTwiceAtOnce)
        {
            world.Scheduler.At(
                due + (fault.Kind == FaultKind.TaskTwice ? fault.Lasts : 0), () => Dispatch(taken, isSecond: true));
        }

        return true;
    }

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pauseStep = TimeSpan.FromMinutes(10);

    private void Dispatch(QueuedTask task, bool isSecond = false)
    {
        if (task.EndedAt is not null && !isSecond)
        {
            return;
        }

        if (world.Now - task.TakenAt > s_retention.Ticks && task.EndedAt is null)
        {
            world.Log.Write(world.Now, "queue", $"{task.Task.Case} {task.Task.Name[..6]} is dropped, 31 days old");
            world.Tally.Count(Tally.DroppedByAge);
            world.Faults.HasLostTask = true;
            End(task);
            return;
        }

        if (_running >= AtOnceMax || world.Faults.PausesQueue)
        {
            world.Scheduler.After(_running >= AtOnceMax ? s_second : s_pauseStep, () => Dispatch(task, isSecond));
            return;
        }

        task.Attempts++;
        if (task.TakenAt < _newestTakenAt && task.Attempts == 1)
        {
            world.Faults.Shows(FaultKind.TaskOvertaken);
        }

        _newestTakenAt = Math.Max(_newestTakenAt, task.TakenAt);
        if (world.Fleet.FindSyncer(_dice.Roll(2)) is not { } host)
        {
            Answer(task, isDone: false, isSecond);
            return;
        }

        _running++;
        new Attempt(world, host.Process).Start(
            cancel => task.Task.Case is Core.Cases.GoogleCaseName name
                ? host.Get<SyncGoogleUpdatesToCompany>().RunAsync(name, cancel)
                : host.Get<SyncCompanyUpdatesToGoogle>().RunAsync((Core.Cases.CompanyCaseId)task.Task.Case, cancel),
            IsDone,
            s_deadline,
            isDone =>
            {
                _running--;
                Answer(task, isDone, isSecond);
            });
    }

    private static bool IsDone(SyncOutcome outcome) => outcome is not (SyncOutcome.Held or SyncOutcome.TryAgain);

    private void Answer(QueuedTask task, bool isDone, bool isSecond)
    {
        if (world.Log.IsOn)
        {
            world.Log.Write(
                world.Now, "queue",
                $"{task.Task.Case} {task.Task.Name[..6]} attempt {task.Attempts}: {(isDone ? "200" : "again")}");
        }

        if (task.EndedAt is not null || isSecond)
        {
            return;
        }

        if (isDone)
        {
            End(task);
            return;
        }

        var backoff = TimeSpan.FromSeconds(
            Math.Min(s_backoffMax.TotalSeconds, Math.Pow(2, Math.Min(10, task.Attempts - 1))));
        world.Scheduler.After(backoff, () => Dispatch(task));
    }

    private void End(QueuedTask task)
    {
        task.EndedAt = world.Now;
        Waiting--;
    }
}

/// <summary>The queue as one process sees it.</summary>
internal sealed class SimulatedTaskQueue(World world, SimulatedProcess process) : ITaskQueue
{
    private readonly Wire _wire = new(world, process, Target.Tasks);

    public Task EnqueueAsync(SyncTask task, CancellationToken cancel) => _wire.CallAsync(
        "tasks.create", CallKind.Write, world.Log.IsOn ? $"{task.Case} {task.Name[..6]}" : "",
        () => world.Queue.Take(task), cancel);
}
