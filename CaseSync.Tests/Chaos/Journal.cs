using System.Globalization;

namespace CaseSync.Tests.Chaos;

/// <summary>What was done to the systems and when, to be read when a run fails. The processes' own words are kept only
/// in the file that somebody asks for with <c>CASESYNC_CHAOS_LOG</c>.</summary>
internal sealed class Journal : IDisposable
{
    public const string FolderVariable = "CASESYNC_CHAOS_LOG";

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly List<string> _steps = [];
    private readonly StreamWriter? _file;
    private readonly DateTimeOffset _startedAt;

    public Journal(string name)
    {
        _startedAt = _clock.GetUtcNow();
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            _file = new StreamWriter(Path.Combine(folder, $"{name}.log")) { AutoFlush = true };
        }
    }

    public TimeSpan Elapsed => _clock.GetUtcNow() - _startedAt;

    /// <summary>A step of ours.</summary>
    public void Write(string who, string what) => Add(who, what, isStep: true);

    /// <summary>A line that a process wrote.</summary>
    public void Line(string process, string line) => Add(process, line, isStep: false);

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _steps);
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Add(string who, string what, bool isStep)
    {
        var now = _clock.GetUtcNow();
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{(now - _startedAt).TotalSeconds,8:0.000} {now:HH:mm:ss.fff} {who,-12} {what}");
        lock (_lock)
        {
            if (isStep)
            {
                _steps.Add(line);
            }

            _file?.WriteLine(line);
        }
    }
}
