using System.Collections.Concurrent;
using System.Diagnostics;

namespace CaseSync.Bench.LargeFile;

/// <summary>One of our services as a process of its own. It ends with this object.</summary>
internal sealed class LocalService : IDisposable
{
    private const int LinesKept = 20;

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly string _name;

    private LocalService(string name, Process process) => (_name, _process) = (name, process);

    public int ProcessId => _process.Id;

    public static LocalService Start(string name, Uri address, IEnumerable<(string Name, string Value)> settings)
    {
        var program = ProgramOf(name);
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        var service = new LocalService(name, new Process { StartInfo = start });
        service._process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException(
                $"{_name} ended with {_process.ExitCode}:{Environment.NewLine}"
                    + string.Join(Environment.NewLine, _lines));
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // Each project is built into its own folder, all alike.
    private static string ProgramOf(string name)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var projects = Path.GetFullPath("../../../..", own);
        var output = Path.GetRelativePath(Path.Combine(projects, "CaseSync.Bench"), own);
        return Path.Combine(projects, name, output, $"{name}.dll");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }

        while (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out _);
        }
    }
}
