using System.Diagnostics;
using CaseSync.Simulator.Running;

namespace CaseSync.Tests.Simulation;

/// <summary>One seed gives one history, event for event, wherever and beside whatever it runs.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("casesync-simulator");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void History_SameSeed_IsTheSameEventForEvent()
    {
        var plan = Runs.Plan("--seed 5");

        var (first, second) = (History.Run(plan, logs: true), History.Run(plan, logs: true));

        Assert.True(first.Log.Lines.Count > 500);
        Assert.Equal(first.Log.Lines, second.Log.Lines);
        Assert.Equal(first.Events, second.Events);
    }

    [Fact]
    public void History_OtherSeed_IsAnother() => Assert.NotEqual(
        History.Run(Runs.Plan("--seed 5"), logs: true).Log.Lines,
        History.Run(Runs.Plan("--seed 6"), logs: true).Log.Lines);

    [Fact]
    public async Task Log_OfAnotherProcessWithMoreThreads_IsTheSameByteForByte()
    {
        const string Args = "--seed 3 --histories 4";
        var (here, there) = (Path.Combine(_folder.FullName, "here"), Path.Combine(_folder.FullName, "there"));
        Runs.MustHold($"{Args} --jobs 1 --log {here}");

        using var process = Process.Start(
            new ProcessStartInfo("dotnet", $"CaseSync.Simulator.dll {Args} --jobs 2 --log {there}")
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
            })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Assert.Equal(
            await File.ReadAllBytesAsync(here, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(there, TestContext.Current.CancellationToken));
        Assert.Matches(@"^histories=4 events=\d+ faults=\d+ violations=0$", output.TrimEnd().Split('\n')[^1].TrimEnd());
    }

    [Fact]
    public void OrderedRuns_SomeTakeLonger_KeepTheirOrder()
    {
        // The first waits for the second, which another thread must have taken.
        using var second = new ManualResetEventSlim();

        var results = OrderedRuns.Run(Work, count: 3, jobs: 2).ToList();

        Assert.Equal([0, 1, 2], results);

        int Work(int n)
        {
            if (n == 0)
            {
                second.Wait(TestContext.Current.CancellationToken);
            }
            else
            {
                second.Set();
            }

            return n;
        }
    }
}
