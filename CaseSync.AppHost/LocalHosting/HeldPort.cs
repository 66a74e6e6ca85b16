using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>A port that somebody else listens on, and who that is, as far as Linux tells.</summary>
internal static class HeldPort
{
    private const string ListenState = "0A";
    private static readonly string[] s_tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Null if the port is free; else the holder, as words to put after "held by".</summary>
    public static string? FindHolder(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return null;
        }
        catch (SocketException)
        {
            return FindListener(port) is { } process ? Describe(process) : "a process that this user cannot see";
        }
    }

    private static int? FindListener(int port)
    {
        var sockets = SocketsListeningOn(port);
        foreach (var folder in sockets.Count == 0 ? [] : Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var process)
                && Links(Path.Combine(folder, "fd")).Any(sockets.Contains))
            {
                return process;
            }
        }

        return null;
    }

    // Lines of /proc/net/tcp: number, local address:port, remote, state, …; the tenth word is the socket's inode.
    private static HashSet<string> SocketsListeningOn(int port)
    {
        var suffix = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        return s_tables
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 9 && words[3] == ListenState
                && words[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(words => $"socket:[{words[9]}]")
            .ToHashSet(StringComparer.Ordinal);
    }

    private static List<string> Links(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder)
                .Select(file => new FileInfo(file).LinkTarget ?? "")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return []; // Ended meanwhile, or another user's.
        }
    }

    private static string Describe(int process)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{process}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var command = string.Join(' ', words.Select(Path.GetFileName).Take(2));
            return $"process {process} ({command})";
        }
        catch (IOException)
        {
            return $"process {process}";
        }
    }
}
