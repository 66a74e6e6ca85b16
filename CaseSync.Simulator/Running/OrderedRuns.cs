namespace CaseSync.Simulator.Running;

/// <summary>
/// Runs histories side by side and hands their results over in their order: whoever reads cannot tell how many threads
/// there were.
/// </summary>
internal static class OrderedRuns
{
    public static IEnumerable<T> Run<T>(Func<int, T> run, int count, int jobs)
    {
        var results = Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<T>()).ToArray();
        var (next, isOver) = (-1, false);
        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        try
        {
            for (var i = 0; i < count; i++)
            {
                yield return results[i].Task.GetAwaiter().GetResult();
                results[i] = null!; // A log may be long.
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            threads.ForEach(thread => thread.Join());
        }

        void Work()
        {
            for (int i; !Volatile.Read(ref isOver) && (i = Interlocked.Increment(ref next)) < count;)
            {
#pragma warning disable CA1031 // Whoever reads the result gets it.
                try
                {
                    results[i].SetResult(run(i));
                }
                catch (Exception error)
                {
                    results[i].SetException(error);
                }
#pragma warning restore CA1031
            }
        }
    }
}
