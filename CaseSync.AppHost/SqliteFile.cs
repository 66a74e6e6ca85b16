using System.Diagnostics;
using System.Globalization;

namespace CaseSync.AppHost;

/// <summary>Where SQLite's file lies: in the user's state folder, one a run, named after the host's process.</summary>
internal static class SqliteFile
{
    public static string ForThisRun(LocalPorts ports)
    {
        var folder = Path.Combine(StateFolder(), ports.Base.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        SweepFilesOfEndedRuns(folder);
        return Path.Combine(folder, $"store-{Environment.ProcessId}.db");
    }

    internal static void SweepFilesOfEndedRuns(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "store-*.db*")) // With -wal and -shm.
        {
            var run = Path.GetFileName(file)["store-".Length..].Split('.')[0];
            if (int.TryParse(run, out var processId) && !IsRunning(processId))
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string StateFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "casesync");
}
