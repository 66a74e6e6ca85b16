using CaseSync.Core.Doors;
using CaseSync.Simulator.Checking;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Hosting;

/// <summary>
/// One request to a service: it is answered, fails, runs into its deadline, or its connection breaks with the process.
/// </summary>
internal sealed class Attempt(World world, SimulatedProcess process)
{
    private readonly CancellationTokenSource _cancel = new();
    private Action<bool>? _answer;

    /// <param name="isDone">Whether what ran without an error is a success.</param>
    /// <param name="answer">Called exactly once; with true for a success.</param>
    public void Start<T>(
        Func<CancellationToken, Task<T>> run, Func<T, bool> isDone, TimeSpan deadline, Action<bool> answer)
    {
        _answer = answer;
        process.OnDeath(Broke);
        world.Scheduler.After(deadline, TimeOut);
        _ = EndAsync(run(_cancel.Token), isDone, _cancel.Token);
    }

    private async Task EndAsync<T>(Task<T> run, Func<T, bool> isDone, CancellationToken cancel)
    {
        // Many fail, and an exception costs more than all else here: it is looked at, not thrown once more.
        await ((Task)run).ConfigureAwait(
            ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        var error = run.Exception?.InnerException;

        // 500 is tried again; of what was cancelled nobody waits for the answer any more. Whatever else a job throws is
        // what the simulator is looking for.
        if (error is not (null or RemoteCallException) || (run.IsCanceled && !cancel.IsCancellationRequested))
        {
            world.Checks.Violate(Rules.NoThrow, error?.ToString() ?? "a cancellation that nobody asked for");
        }

        process.ForgetOnDeath(Broke);
        Answer(run.IsCompletedSuccessfully && isDone(run.Result));
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
