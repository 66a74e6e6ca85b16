using CaseSync.Core.Cases;

namespace CaseSync.Core.Doors;

/// <summary>Cloud Tasks, or what keeps its rules: at least once, in no order, one task per name.</summary>
public interface ITaskQueue
{
    /// <summary>Queues a sync; a name that is in use, or was within a day, counts as queued.</summary>
    Task EnqueueAsync(SyncTask task, CancellationToken cancel);
}

/// <summary>An order to bring one case up to date in one direction.</summary>
/// <param name="Case">The case that changed; its side is the direction.</param>
/// <param name="Name">Derived from what it stands for (<c>SyncTaskName</c>), so that a retry makes the same
/// one.</param>
/// <param name="NotBefore">Null: at once.</param>
/// <param name="TraceParent">W3C trace context of the poll that saw the change.</param>
public sealed record SyncTask(CaseRef Case, string Name, DateTimeOffset? NotBefore, string? TraceParent);
