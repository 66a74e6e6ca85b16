using CaseSync.GoogleMock.Delivery;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>
/// One queue and its rules. It does nothing by itself: the dispatcher asks what is due and reports what became of it.
/// </summary>
internal sealed class TaskQueue(string name, QueueSettings settings, int duplicateEvery, TimeProvider clock)
{
    private static readonly TimeSpan s_tombstone = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(31);
    private static readonly TimeSpan s_slowdownMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_slowdownMax = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueuedTask> _tasks = [];
    private readonly SortedDictionary<(DateTimeOffset DueAt, long Sequence), string> _waiting = [];
    private readonly Dictionary<string, DateTimeOffset> _tombstones = [];
    private readonly Queue<(DateTimeOffset Until, string Name)> _tombstonesInOrder = [];
    private readonly HashSet<string> _running = [];
    private DateTimeOffset _slowUntil;
    private TimeSpan _slowdown = s_slowdownMin;
    private long _created;
    private long _firstAttempts;

    /// <summary>Raised when something may be due that was not before, or an attempt has ended.</summary>
    public event Action? Changed;

    public string Name => name;

    public QueueSettings Settings => settings;

    public QueuedTask Create(NewTask asked)
    {
        QueuedTask task;
        lock (_lock)
        {
            var now = ProtoText.Truncate(clock.GetUtcNow());
            ForgetTombstones(now);
            var sequence = ++_created;
            var taskName = asked.Name ?? $"{name}/tasks/{sequence:D19}";
            if (_tasks.ContainsKey(taskName) || _tombstones.ContainsKey(taskName))
            {
                throw GoogleApiException.AlreadyExists("Requested entity already exists");
            }
            task = new QueuedTask
            {
                Name = taskName,
                Sequence = sequence,
                Request = asked.Request,
                DispatchDeadline = asked.DispatchDeadline,
                CreatedAt = now,
                ScheduledAt = asked.ScheduleAt > now ? asked.ScheduleAt.Value : now,
            };
            _tasks.Add(taskName, task);
            _waiting.Add((task.ScheduledAt, task.Sequence), taskName);
        }
        Changed?.Invoke();
        return task;
    }

    public QueuedTask Get(string taskName)
    {
        lock (_lock)
        {
            return _tasks.GetValueOrDefault(taskName) ?? throw Gone();
        }
    }

    public IReadOnlyList<QueuedTask> All()
    {
        lock (_lock)
        {
            return [.. _tasks.Values.OrderBy(task => task.Sequence)];
        }
    }

    /// <summary>Also while an attempt runs; how that ends no longer matters.</summary>
    public void Delete(string taskName)
    {
        lock (_lock)
        {
            Remove(_tasks.GetValueOrDefault(taskName) ?? throw Gone(), clock.GetUtcNow());
        }
        Changed?.Invoke();
    }

    /// <summary>When to ask <see cref="TakeDue"/> again, if nothing changes before.</summary>
    public DateTimeOffset? NextDueAt()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 || _running.Count >= settings.ConcurrentDispatchesMax)
            {
                return null;
            }
            var dueAt = _waiting.First().Key.DueAt;
            return dueAt > _slowUntil ? dueAt : _slowUntil;
        }
    }

    public IReadOnlyList<Dispatch> TakeDue()
    {
        var due = new List<Dispatch>();
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            while (now >= _slowUntil && _running.Count < settings.ConcurrentDispatchesMax
                && _waiting.Count > 0 && _waiting.First() is var (key, taskName) && key.DueAt <= now)
            {
                _waiting.Remove(key);
                var task = _tasks[taskName];
                if (now - task.CreatedAt >= s_retention)
                {
                    Remove(task, now);
                    continue;
                }
                var twice = task.Dispatches == 0 && duplicateEvery > 0 && ++_firstAttempts % duplicateEvery == 0;
                task = task with
                {
                    Dispatches = task.Dispatches + 1,
                    FirstAttemptAt = task.FirstAttemptAt ?? now,
                    LastAttemptAt = now,
                };
                _tasks[taskName] = task;
                _running.Add(taskName);
                due.Add(new Dispatch(task, twice));
            }
        }
        return due;
    }

    public void Finish(string taskName, DeliveryOutcome outcome)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            _running.Remove(taskName);
            Slow(outcome, now);
            if (_tasks.TryGetValue(taskName, out var task))
            {
                var next = outcome.Succeeded
                    ? null : settings.Retry.NextAttemptAt(task.Dispatches, task.FirstAttemptAt ?? now, now);
                if (next is null || next - task.CreatedAt >= s_retention)
                {
                    Remove(task, now);
                }
                else
                {
                    Retry(task, outcome, next.Value);
                }
            }
        }
        Changed?.Invoke();
    }

    private void Retry(QueuedTask task, DeliveryOutcome outcome, DateTimeOffset next)
    {
        _tasks[task.Name] = task with
        {
            ScheduledAt = next,
            Responses = task.Responses + (outcome.Status is null ? 0 : 1),
            Executions = task.Executions + (outcome.Executed ? 1 : 0),
            PreviousStatus = outcome.Status,
        };
        _waiting.Add((next, task.Sequence), task.Name);
    }

    private void Remove(QueuedTask task, DateTimeOffset now)
    {
        _tasks.Remove(task.Name);
        _waiting.Remove((task.ScheduledAt, task.Sequence));
        _tombstones[task.Name] = now + s_tombstone;
        _tombstonesInOrder.Enqueue((now + s_tombstone, task.Name));
    }

    /// <summary>
    /// Answers that arrive while the queue is slow already belong to the same overload and count once.
    /// </summary>
    private void Slow(DeliveryOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Succeeded)
        {
            _slowdown = s_slowdownMin;
        }
        else if (outcome.Throttles && now >= _slowUntil)
        {
            _slowUntil = now + (outcome.RetryAfter > _slowdown ? outcome.RetryAfter.Value : _slowdown);
            _slowdown = _slowdown * 2 < s_slowdownMax ? _slowdown * 2 : s_slowdownMax;
        }
    }

    private void ForgetTombstones(DateTimeOffset now)
    {
        while (_tombstonesInOrder.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _tombstonesInOrder.Dequeue();
            _tombstones.Remove(oldest.Name);
        }
    }

    private static GoogleApiException Gone() => GoogleApiException.NotFound("The task does not exist.");
}
