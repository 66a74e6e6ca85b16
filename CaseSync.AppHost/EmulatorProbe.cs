using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CaseSync.AppHost;

/// <summary>Can gcloud's emulator be started here? Asks gcloud and Java themselves; about a second.</summary>
internal static partial class EmulatorProbe
{
    private const int JavaVersionMin = 17;
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_connectsWithin = TimeSpan.FromSeconds(5);

    /// <summary>Why it cannot, as half a sentence; null if it can.</summary>
    public static string? FindProblem()
    {
        var gcloud = RunAsync("gcloud", "info", "--format=json(installation.components)");
        var java = RunAsync("java", "-version");
        return FindProblem(gcloud.GetAwaiter().GetResult(), java.GetAwaiter().GetResult());
    }

    /// <summary>Whether something listens at <c>host:port</c>.</summary>
    public static bool Answers(string host)
    {
        if (!Uri.TryCreate($"http://{host}", UriKind.Absolute, out var address))
        {
            return false;
        }

        using var limit = new CancellationTokenSource(s_connectsWithin);
        using var client = new TcpClient();
        try
        {
            client.ConnectAsync(address.Host, address.Port, limit.Token).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Null stands for a program that is not there or did not answer well.</summary>
    internal static string? FindProblem(string? gcloud, string? java)
    {
        if (gcloud is null)
        {
            return "gcloud is not installed here";
        }

        if (!gcloud.Contains("\"cloud-firestore-emulator\"", StringComparison.Ordinal))
        {
            return "gcloud lacks its emulator (gcloud components install cloud-firestore-emulator)";
        }

        return (java is null ? null : JavaVersion(java)) switch
        {
            null => "gcloud's emulator needs Java, which is not installed here",
            < JavaVersionMin and var old => $"gcloud's emulator needs Java {JavaVersionMin}, and this is Java {old}",
            _ => null,
        };
    }

    // 'openjdk version "17.0.15" 2025-04-15'; Java 8 calls itself "1.8".
    private static int? JavaVersion(string text) =>
        JavaVersionPattern().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan) : null;

    private static async Task<string?> RunAsync(string command, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(s_within);
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                // Java says its version on standard error.
                var texts = await Task.WhenAll(
                    process.StandardOutput.ReadToEndAsync(limit.Token),
                    process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? string.Concat(texts) : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null; // No such program.
        }
    }

    [GeneratedRegex(@"version ""(\d+)")]
    private static partial Regex JavaVersionPattern();
}
