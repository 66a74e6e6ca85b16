using CaseSync.Core.Doors;
using CaseSync.Simulator.Checking;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Hosting;

/// <summary>One request to a service: it is answered, fails, runs into its deadline, or its connection breaks with the process.</summary>
internal sealed class Attempt(World world, SimulatedProcess process)
{
    private readonly CancellationTokenSource _cancel = new();
    private Action<bool>? _answer;

    /// <param name="run">True: a success.</param>
    /// <param name="answer">Called exactly once.</param>
    public void Start(Func<CancellationToken, Task<bool>> run, TimeSpan deadline, Action<bool> answer)
    {
        _answer = answer;
        process.OnDeath(Broke);
        world.Scheduler.After(deadline, TimeOut);
        _ = RunAsync(run);
    }

    private async Task RunAsync(Func<CancellationToken, Task<bool>> run)
    {
        var isDone = false;
        try
        {
            isDone = await run(_cancel.Token);
        }
        catch (RemoteCallException)
        {
            // 500: tried again.
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
#pragma warning disable CA1031 // Whatever else a job throws is what the simulator is looking for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            world.Checks.Violate(Rules.NoThrow, error.ToString());
        }

        process.ForgetOnDeath(Broke);
        Answer(isDone);
    }

    private void Broke() => Answer(isDone: false);

    private void TimeOut()
    {
        if (_answer is not null && !process.IsDead)
        {
            _cancel.Cancel();
            Answer(isDone: false);
        }
    }

    private void Answer(bool isDone)
    {
        var answer = _answer;
        _answer = null;
        answer?.Invoke(isDone);
    }
}
