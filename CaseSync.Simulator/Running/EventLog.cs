using System.Globalization;

namespace CaseSync.Simulator.Running;

/// <summary>
/// What happened, a line each. Off, it costs nothing: a violation is told by running its history again with the log on.
/// </summary>
internal sealed class EventLog(bool isOn)
{
    private readonly List<string> _lines = [];

    public bool IsOn { get; } = isOn;

    public IReadOnlyList<string> Lines => _lines;

    public void Write(long now, string who, string what)
    {
        if (IsOn)
        {
            _lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture, $"{TimeText(now)} {who,-11} {what.ReplaceLineEndings("⏎")}"));
        }
    }

    /// <summary>Days, hours and so on since the history began: <c>1d02:03:04.567</c>.</summary>
    public static string TimeText(long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{new TimeSpan(ticks):d\\dhh\\:mm\\:ss\\.fff}");
}
