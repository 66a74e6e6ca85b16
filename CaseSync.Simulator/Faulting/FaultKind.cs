namespace CaseSync.Simulator.Faulting;

/// <summary>All that can go wrong.</summary>
internal enum FaultKind
{
    // Of the next call of a kind to a target.
    TimeoutBefore,
    TimeoutAfter,
    TimeoutAfterHidden,
    ResetBefore,
    ResetAfter,
    Throttled,
    ThrottledRetryAfter,
    Error500,
    Error502,
    Error503,
    Error500After,
    Slow,
    FreezeBeforeSend,
    CrashBeforeWrite,
    CrashAfterWrite,
    StoreConflict,
    BrokenBody,
    EmptyPage,
    InsertWhilePaging,

    // Of the next task.
    TaskTwice,
    TaskTwiceAtOnce,
    TaskLate,
    TaskNever,

    // For a while.
    SideDown,
    SideAnswers503,
    SideTimesOut,
    SideWritesFail,
    SideDenied,
    SideForbidden,
    SideSlow,
    BothSlow,
    StoreDown,
    QueueDown,
    StaleSearch,
    PollsStopped,
    NoDate,
    ClockAhead,
    ClockBehind,

    // At once.
    HostCrash,
    PollTwice,
    StoreWiped,
    StoreRestored,
    CaseGone,
}

/// <summary>A fault of the plan.</summary>
/// <param name="Number">Names it when a history is shrunk.</param>
/// <param name="Countdown">How many fitting calls it lets pass before it strikes.</param>
/// <param name="Lasts">For those that last.</param>
internal sealed record PlannedFault(
    int Number, long At, FaultKind Kind, Target Target, CallKind Call, int Countdown, long Lasts, ulong Chance)
{
    public override string ToString() => $"f{Number} {Kind} {Target} {Call} after {Countdown}, for {new TimeSpan(Lasts):c}";
}
