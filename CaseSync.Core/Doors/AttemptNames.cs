using System.Globalization;

namespace CaseSync.Core.Doors;

/// <summary>
/// Names for the holders of leases: one for each attempt, also when the queue delivers a task twice at once.
/// </summary>
/// <param name="worker">Unlike any other worker's, also of one that died here before.</param>
public sealed class AttemptNames(string worker)
{
    private long _count;

    /// <summary>Machine, process and its start together are never used twice.</summary>
    public static AttemptNames OfThisProcess(TimeProvider clock) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}/{Environment.ProcessId}/{clock.GetUtcNow().UtcTicks}"));

    public string Next() =>
        string.Create(CultureInfo.InvariantCulture, $"{worker}/{Interlocked.Increment(ref _count)}");
}
