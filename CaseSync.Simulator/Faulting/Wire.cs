using CaseSync.Core.Doors;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Faulting;

/// <summary>
/// One process's calls to one target: each takes time, and may fail on the way there, there, or on the way back. What
/// was sent takes effect also if its sender dies meanwhile.
/// </summary>
internal sealed class Wire(World world, SimulatedProcess process, Target target)
{
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(20);

    public Target Target { get; } = target;

    public async Task<T> CallAsync<T>(
        string operation, CallKind kind, string subject, Func<T> serve, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var strike = world.Faults.Strike(Target, kind, process, operation);
        if (process.IsDead)
        {
            await world.Scheduler.Wait(0, process); // Never.
        }

        if (strike?.Kind is FaultKind.ResetBefore or FaultKind.TimeoutBefore)
        {
            throw await FailureAsync(strike.Kind, operation, kind, cancel);
        }

        if (strike?.Kind is FaultKind.FreezeBeforeSend or FaultKind.CrashBeforeWrite)
        {
            await StallAsync(strike, cancel);
        }

        await world.Scheduler.Wait(world.Latency(Target) + (strike?.Kind == FaultKind.Slow ? strike.Lasts : 0));
        if (world.Faults.FindDown(Target, kind) is { } down)
        {
            throw await FailureAsync(down, operation, kind, cancel);
        }

        if (strike is not null && world.Faults.AnswersWithout(strike.Kind))
        {
            throw await FailureAsync(strike.Kind, operation, kind, cancel);
        }

        var (answer, error) = Serve(serve, strike);
        if (kind == CallKind.Write && world.Log.IsOn
            && !(error is null && subject.StartsWith("Global", StringComparison.Ordinal)))
        {
            world.Log.Write(
                world.Now, process.Name,
                $"{Target} {operation} {subject}{(error is null ? "" : $" !! {error.Message}")}");
        }

        if (strike?.Kind == FaultKind.CrashAfterWrite)
        {
            world.Fleet.Crash(process);
            await world.Scheduler.Wait(0, process); // Never.
        }
        else if (strike is not null && LosesAnswer(strike.Kind)
            && !(strike.Kind == FaultKind.TimeoutAfterBeyondSettle && error is not null))
        {
            throw await FailureAsync(strike.Kind, operation, kind, cancel);
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
            world.HiddenFor = strike?.Kind is FaultKind.TimeoutAfterHidden or FaultKind.TimeoutAfterBeyondSettle
                ? strike.Lasts
                : 0;
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

    private async Task StallAsync(PlannedFault strike, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (strike.Kind == FaultKind.CrashBeforeWrite)
        {
            world.Fleet.Crash(process);
        }
        else
        {
            process.Freeze(world.Now + strike.Lasts);
        }

        await world.Scheduler.Wait(0, process); // Never, if it crashed.
    }

    private static bool LosesAnswer(FaultKind fault) =>
        fault is FaultKind.ResetAfter or FaultKind.Error500After || TimesOut(fault);

    private static bool TimesOut(FaultKind fault) =>
        fault is FaultKind.TimeoutBefore or FaultKind.TimeoutAfter or FaultKind.TimeoutAfterHidden
        or FaultKind.TimeoutAfterBeyondSettle or FaultKind.SideTimesOut;

    private async Task<RemoteCallException> FailureAsync(
        FaultKind fault, string operation, CallKind kind, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var isWrite = kind == CallKind.Write;
        await world.Scheduler.Wait(TimesOut(fault) ? s_requestTimeout.Ticks : world.Latency(Target), process);
        return fault switch
        {
            _ when TimesOut(fault) => Broken(operation, "gave no answer within 20 s", isWrite),
            FaultKind.ResetAfter => Broken(operation, "broke off", isWrite),
            FaultKind.ResetBefore or FaultKind.SideDown or FaultKind.SideDownForTwoDays or FaultKind.QueueDown =>
                Broken(operation, "broke off", mayHaveTakenEffect: false),
            FaultKind.Throttled => Error(operation, 429),
            FaultKind.ThrottledRetryAfter => Error(operation, 429, retryAfter: TimeSpan.FromSeconds(90)),
            FaultKind.Error502 => Error(operation, 502, isWrite),
            FaultKind.Error503 or FaultKind.SideAnswers503 or FaultKind.SideWritesFail or FaultKind.StoreDown =>
                Error(operation, 503, isWrite),
            FaultKind.SideDenied or FaultKind.TokenExpired => Error(operation, 401),
            FaultKind.SideForbidden => Error(operation, 403),
            _ => Error(operation, 500, isWrite),
        };
    }
}
