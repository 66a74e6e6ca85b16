using CaseSync.Core.Doors;

namespace CaseSync.Tests.Jobs;

/// <summary>Takes every task and delivers none.</summary>
internal sealed class RecordingQueue : ITaskQueue
{
    public List<SyncTask> Tasks { get; } = [];

    public Task EnqueueAsync(SyncTask task, CancellationToken cancel)
    {
        Tasks.Add(task);
        return Task.CompletedTask;
    }
}
