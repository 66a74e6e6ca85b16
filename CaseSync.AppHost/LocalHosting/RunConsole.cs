using System.Collections.Concurrent;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>What a person sees: every process's lines under its name, some sentences, and one table.</summary>
internal sealed class RunConsole(TextWriter output, bool isColored, int nameWidth)
{
    private const int LastWordsMax = 20;
    private static readonly int[] s_colors = [36, 33, 32, 35, 34, 96, 93]; // ANSI; bright ones last.

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _colors = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _lastWords = new();

    public void Line(string name, string text, bool isShown)
    {
        var words = _lastWords.GetOrAdd(name, _ => new());
        words.Enqueue(text);
        while (words.Count > LastWordsMax)
        {
            words.TryDequeue(out _);
        }

        if (!isShown)
        {
            return;
        }

        lock (_lock)
        {
            var prefix = $"{name.PadRight(nameWidth)} |";
            output.WriteLine($"{(isColored ? $"\e[{ColorOf(name)}m{prefix}\e[0m" : prefix)} {text}");
        }
    }

    public void Say(string sentence)
    {
        lock (_lock)
        {
            output.WriteLine(isColored ? $"\e[1m{sentence}\e[0m" : sentence);
        }
    }

    public void Table(string title, IReadOnlyList<(string What, string Where)> rows)
    {
        var width = rows.Max(row => row.What.Length);
        lock (_lock)
        {
            output.WriteLine();
            output.WriteLine(isColored ? $"\e[1m{title}\e[0m" : title);
            foreach (var (what, where) in rows)
            {
                output.WriteLine($"  {what.PadRight(width)}  {where}");
            }

            output.WriteLine();
        }
    }

    public string LastWords(string name) =>
        _lastWords.TryGetValue(name, out var words) ? string.Join(Environment.NewLine, words) : "(none)";

    private int ColorOf(string name)
    {
        _colors.TryAdd(name, s_colors[_colors.Count % s_colors.Length]);
        return _colors[name];
    }
}
