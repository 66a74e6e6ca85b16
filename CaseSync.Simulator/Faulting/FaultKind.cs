namespace CaseSync.Simulator.Faulting;

/// <summary>All that can go wrong.</summary>
internal enum FaultKind
{
    // Of the next call of a kind to a target.
    TimeoutBefore,
    TimeoutAfter,
    TimeoutAfterHidden,
    TimeoutAfterBeyondSettle,
    ResetBefore,
    ResetAfter,
    Throttled,
    ThrottledRetryAfter,
    TokenExpired,
    Error500,
    Error502,
    Error503,
    Error500After,
    Slow,
    FreezeBeforeSend,
    CrashBeforeWrite,
    CrashAfterWrite,
    StoreConflict,

    // Of the next list or file.
    BrokenBody,
    EmptyPage,
    PageTokenExpired,
    InsertWhilePaging,

    // Of the next task.
    TaskTwice,
    TaskTwiceAtOnce,
    TaskLate,
    TaskNever,

    // For a while.
    SideDown,
    SideDownForTwoDays,
    SideAnswers503,
    SideTimesOut,
    SideWritesFail,
    SideDenied,
    SideForbidden,
    SideSlow,
    BothSlow,
    StoreDown,
    QueueDown,
    QueuePaused,
    StaleSearch,
    PollsStopped,
    PollsStoppedForADay,
    NoDate,
    ClockAhead,
    ClockBehind,

    // At once.
    HostCrash,
    PollTwice,
    StoreWiped,
    StoreRestored,
    CaseGone,
    ItemAlwaysFails,

    // All through a history; counted whenever it shows.
    PagesOutOfOrder,
    TaskOvertaken,
    WholeSecondStamps,
    EqualStamps,
    MissingFields,
    UnknownValues,
    ClocksApart,
}

/// <summary>What breaks off in the middle.</summary>
internal enum Body
{
    List,
    Download,
    Upload,
}

/// <summary>A fault of the plan.</summary>
/// <param name="Number">Names it when a history is shrunk.</param>
/// <param name="Countdown">How many fitting calls it lets pass before it strikes.</param>
/// <param name="Lasts">For those that last.</param>
internal sealed record PlannedFault(
    int Number, long At, FaultKind Kind, Target Target, CallKind Call, int Countdown, long Lasts, ulong Chance)
{
    public override string ToString() =>
        $"f{Number} {Kind} {Target} {Call} after {Countdown}, for {new TimeSpan(Lasts):c}";
}
