using System.Text;

namespace CaseSync.Tests.AppHost;

/// <summary>Finds processes by a variable that only this test gave them, so that also those count which have left their
/// parent, their group or their session. Linux shows a process's variables to its user.</summary>
internal sealed class MarkedProcesses(string test)
{
    public const string Variable = "CASESYNC_TEST_MARK";

    /// <summary>Unique among concurrent runs of the same test.</summary>
    public string Mark { get; } = $"{test}-{Environment.ProcessId}";

    public IReadOnlyList<int> Find()
    {
        var wanted = Encoding.UTF8.GetBytes($"{Variable}={Mark}\0");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out var id) && id != Environment.ProcessId && Holds(id, wanted))
            .Select(name => int.Parse(name!))];
    }

    /// <summary>Asks again until there are none; fails with those that are left.</summary>
    public async Task AssertGoneAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Find() is { Count: > 0 } left)
        {
            Assert.False(limit.IsCancellationRequested,
                $"Still there: {string.Join("; ", left.Select(id => $"{id} {Command(id)}"))}");
            await again.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static bool Holds(int process, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{process}/environ").AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // Ended meanwhile, or another user's.
        }
    }

    private static string Command(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
