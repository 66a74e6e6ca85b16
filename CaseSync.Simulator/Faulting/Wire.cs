using CaseSync.Core.Doors;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Faulting;

/// <summary>
/// One process's calls to one target: each takes time, and may fail on the way there, there, or on the way back. What was sent takes effect
/// also if its sender dies meanwhile.
/// </summary>
internal sealed class Wire(World world, SimulatedProcess process, Target target)
{
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(20);

    public Target Target { get; } = target;

    public async Task<T> CallAsync<T>(string operation, CallKind kind, string subject, Func<T> serve, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var strike = world.Faults.Strike(Target, kind, process, operation);
        if (process.IsDead)
        {
            await world.Scheduler.Wait(0, process); // Never.
        }

        await BeforeAsync(strike, operation, kind);
        await world.Scheduler.Wait(world.Latency(Target) + (strike?.Kind == FaultKind.Slow ? strike.Lasts : 0));
        if (world.Faults.FindDown(Target, kind) is { } down)
        {
            await FailAsync(down, operation, kind);
        }

        if (strike is not null && world.Faults.AnswersWithout(strike.Kind))
        {
            await FailAsync(strike.Kind, operation, kind);
        }

        var (answer, error) = Serve(serve, strike);
        if (kind == CallKind.Write && world.Log.IsOn && !(error is null && subject.StartsWith("Global", StringComparison.Ordinal)))
        {
            world.Log.Write(world.Now, process.Name, $"{Target} {operation} {subject}{(error is null ? "" : $" !! {error.Message}")}");
        }

        if (strike is not null)
        {
            await AfterAsync(strike.Kind, operation, kind);
        }

        if (process.IsDead || process.IsFrozen(world.Now))
        {
            await world.Scheduler.Wait(0, process);
        }

        cancel.ThrowIfCancellationRequested();
        return error is null ? answer! : throw error;
    }

    public RemoteCallException Error(string operation, int status, bool isWrite = false, TimeSpan? retryAfter = null) =>
        Error(Target, operation, status, isWrite, retryAfter);

    public static RemoteCallException Error(
        Target target, string operation, int status, bool isWrite = false, TimeSpan? retryAfter = null) => new(
            target.Name(), operation, FailureOf(status), $"{target.Name()} {operation} answered {status}")
        {
            Status = status,
            MayHaveTakenEffect = isWrite && status >= 500,
            RetryAfter = retryAfter,
        };

    public RemoteCallException Broken(string operation, string what, bool mayHaveTakenEffect) => new(
        Target.Name(), operation, RemoteFailure.Unavailable, $"{Target.Name()} {operation} {what}")
    { MayHaveTakenEffect = mayHaveTakenEffect };

    private static RemoteFailure FailureOf(int status) => status switch
    {
        400 or 413 or 415 or 422 => RemoteFailure.Rejected,
        401 or 403 => RemoteFailure.Denied,
        404 => RemoteFailure.Missing,
        409 => RemoteFailure.Conflict,
        408 or 429 => RemoteFailure.Throttled,
        _ => RemoteFailure.Unavailable,
    };

    private (T? Answer, RemoteCallException? Error) Serve<T>(Func<T> serve, PlannedFault? strike)
    {
        try
        {
            world.HiddenFor = strike?.Kind == FaultKind.TimeoutAfterHidden ? strike.Lasts : 0;
            return (serve(), null);
        }
        catch (RemoteCallException error)
        {
            return (default, error);
        }
        finally
        {
            world.HiddenFor = 0;
        }
    }

    private async Task BeforeAsync(PlannedFault? strike, string operation, CallKind kind)
    {
        switch (strike?.Kind)
        {
            case FaultKind.FreezeBeforeSend:
                process.Freeze(world.Now + strike.Lasts);
                await world.Scheduler.Wait(0, process);
                break;
            case FaultKind.CrashBeforeWrite:
                world.Fleet.Crash(process);
                await world.Scheduler.Wait(0, process); // Never.
                break;
            case FaultKind.ResetBefore or FaultKind.TimeoutBefore:
                await FailAsync(strike.Kind, operation, kind);
                break;
        }
    }

    private async Task AfterAsync(FaultKind fault, string operation, CallKind kind)
    {
        switch (fault)
        {
            case FaultKind.CrashAfterWrite:
                world.Fleet.Crash(process);
                await world.Scheduler.Wait(0, process); // Never.
                break;
            case FaultKind.ResetAfter or FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden or FaultKind.Error500After:
                await FailAsync(fault, operation, kind);
                break;
        }
    }

    private async Task FailAsync(FaultKind fault, string operation, CallKind kind)
    {
        var isWrite = kind == CallKind.Write;
        var wait = fault is FaultKind.TimeoutBefore or FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden or FaultKind.SideTimesOut
            ? s_requestTimeout.Ticks : world.Latency(Target);
        await world.Scheduler.Wait(wait, process);
        throw fault switch
        {
            FaultKind.TimeoutBefore or FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden or FaultKind.SideTimesOut =>
                Broken(operation, "gave no answer within 20 s", isWrite),
            FaultKind.ResetAfter => Broken(operation, "broke off", isWrite),
            FaultKind.ResetBefore or FaultKind.SideDown or FaultKind.QueueDown => Broken(operation, "broke off", mayHaveTakenEffect: false),
            FaultKind.Throttled => Error(operation, 429),
            FaultKind.ThrottledRetryAfter => Error(operation, 429, retryAfter: TimeSpan.FromSeconds(90)),
            FaultKind.Error502 => Error(operation, 502, isWrite),
            FaultKind.Error503 or FaultKind.SideAnswers503 or FaultKind.SideWritesFail or FaultKind.StoreDown => Error(operation, 503, isWrite),
            FaultKind.SideDenied => Error(operation, 401),
            FaultKind.SideForbidden => Error(operation, 403),
            _ => Error(operation, 500, isWrite),
        };
    }
}
