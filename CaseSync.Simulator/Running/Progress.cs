using System.Globalization;

namespace CaseSync.Simulator.Running;

/// <summary>How far a campaign is and how fast: a bar on a terminal, and one line at the end.</summary>
/// <param name="terminal">Null where nobody looks.</param>
internal sealed class Progress(int histories, TextWriter? terminal)
{
    private const int Width = 30;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private TimeSpan _shownAt;
    private TimeSpan _virtual;
    private int _done;

    public void Done(TimeSpan virtualTime)
    {
        _done++;
        _virtual += virtualTime;
        var elapsed = TimeProvider.System.GetElapsedTime(_startedAt);
        if (terminal is not null && elapsed - _shownAt >= s_step)
        {
            _shownAt = elapsed;
            var full = Width * _done / histories;
            terminal.Write(
                $"\r[{new string('#', full)}{new string('.', Width - full)}] {_done}/{histories}, {Speed(elapsed)}   ");
        }
    }

    public string End()
    {
        terminal?.Write($"\r{new string(' ', Width + 80)}\r");
        var elapsed = TimeProvider.System.GetElapsedTime(_startedAt);
        return string.Create(
            CultureInfo.InvariantCulture, $"{_done} histories in {elapsed.TotalSeconds:0.0} s: {Speed(elapsed)}");
    }

    private string Speed(TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_done / elapsed.TotalSeconds:0.0} a second, {_virtual.TotalDays / 365.25 / elapsed.TotalMinutes:0.0} "
            + $"virtual years a minute");
}
