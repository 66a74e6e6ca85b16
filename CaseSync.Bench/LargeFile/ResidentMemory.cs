using System.Globalization;

namespace CaseSync.Bench.LargeFile;

/// <summary>What Linux knows of a process's memory.</summary>
internal static class ResidentMemory
{
    // proc(5): clears the peak.
    private const string ResetPeak = "5";

    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Starts a new peak, and returns the size from which it starts.</summary>
    public static async Task<long> RestartPeakAsync(int processId, CancellationToken cancel)
    {
        await File.WriteAllTextAsync($"/proc/{processId}/clear_refs", ResetPeak, cancel);
        return await ReadAsync(processId, "VmRSS:", cancel);
    }

    public static Task<long> ReadPeakAsync(int processId, CancellationToken cancel) =>
        ReadAsync(processId, "VmHWM:", cancel);

    private static async Task<long> ReadAsync(int processId, string field, CancellationToken cancel)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{processId}/status", cancel);
        var line = lines.Single(line => line.StartsWith(field, StringComparison.Ordinal));
        var kilobytes = line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }
}
