using System.Collections.Concurrent;
using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>The queues that have been asked for.</summary>
internal sealed class TaskQueues(QueueSettings settings, IOptions<QueueOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, TaskQueue> _queues = new();

    public event Action? Changed;

    public IEnumerable<TaskQueue> All => _queues.Values;

    public QueueSettings Settings => settings;

    public TaskQueue Get(string location, string queue) => queue == settings.Id
        ? _queues.GetOrAdd($"{location}/queues/{queue}", Begin)
        : throw GoogleApiException.NotFound("Queue does not exist. If you just created the queue, wait at least a "
            + $"minute for the queue to initialize. (The mock's schedule file names \"{settings.Id}\".)");

    private TaskQueue Begin(string name)
    {
        var queue = new TaskQueue(name, settings, options.Value.DuplicateEvery, clock);
        queue.Changed += () => Changed?.Invoke();
        return queue;
    }
}
