namespace CaseSync.Bench.LargeFile;

/// <summary>
/// Carries one large file over with real processes: the Syncer must pass it on as it comes, not hold it.
/// </summary>
internal static class LargeFileRun
{
    private const double Megabyte = 1024 * 1024;
    private const long SmallBytes = 256 * 1024;
    private const long LargeBytes = 200 * 1024 * 1024;
    private const double RiseMax = 64;

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(
        string folder, TimeProvider clock, CancellationToken cancel)
    {
        if (!ResidentMemory.IsKnown)
        {
            Console.WriteLine("The 200 MB attachment is skipped: only Linux tells a process's peak of memory (/proc).");
            return [];
        }

        using var stack = LocalStack.Start(folder);
        using var systems = new BothSystems(stack, clock);
        await systems.AwaitReadyAsync(cancel);

        // What any file costs once: code to compile, connections, buffers.
        var warm = await systems.OpenCaseAsync("A small file", cancel);
        await systems.AttachAsync(warm, "small.bin", SmallBytes, cancel);
        await systems.AwaitFileAsync(await systems.AwaitGoogleCaseAsync(warm, cancel), SmallBytes, cancel);

        var id = await systems.OpenCaseAsync("A large file", cancel);
        var googleCase = await systems.AwaitGoogleCaseAsync(id, cancel);
        var before = await ResidentMemory.RestartPeakAsync(stack.SyncerProcessId, cancel);
        await systems.AttachAsync(id, "large.bin", LargeBytes, cancel);
        var startedAt = clock.GetTimestamp();
        await systems.AwaitFileAsync(googleCase, LargeBytes, cancel);
        var took = clock.GetElapsedTime(startedAt);
        var peak = await ResidentMemory.ReadPeakAsync(stack.SyncerProcessId, cancel);
        return
        [
            new("200 MB file: in the CRM until in Google", took.TotalSeconds, "s", null),
            new("200 MB file: the Syncer's memory before", before / Megabyte, "MB", null),
            new("200 MB file: its peak above that", (peak - before) / Megabyte, "MB", RiseMax),
        ];
    }
}
