using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Faulting;

/// <summary>
/// The faults of one history: those that wait for their call, those that last, and the healing that ends them all.
/// </summary>
internal sealed class Faults(World world)
{
    // Those that wait for a call, by whom and how it calls; and those that wait for something else.
    private readonly List<Armed>[] _forCalls = [.. Enumerable.Range(0, 8).Select(_ => new List<Armed>())];
    private readonly List<Armed> _others = [];
    private readonly List<PlannedFault> _lasting = [];

    /// <summary>How many struck.</summary>
    public int Count { get; private set; }

    public bool IsHealed { get; private set; }

    /// <summary>How many writes may have left it unknown whether they took effect.</summary>
    public int LostAnswers { get; private set; }

    /// <summary>A task was lost for good: only the daily sweep makes it good.</summary>
    public bool HasLostTask { get; set; }

    public void Begin(PlannedFault fault)
    {
        if (IsHealed)
        {
            return;
        }

        if (fault.Kind >= FaultKind.HostCrash)
        {
            Struck(fault.Kind);
            Note(fault);
            SuddenFaults.Happen(world, fault);
        }
        else if (fault.Kind >= FaultKind.SideDown)
        {
            Struck(fault.Kind);
            Note(fault);
            _lasting.Add(fault);
            world.Scheduler.After(new TimeSpan(fault.Lasts), () => _lasting.Remove(fault));
        }
        else
        {
            (fault.Kind <= FaultKind.StoreConflict ? ForCalls(fault.Target, fault.Call) : _others)
                .Add(new Armed(fault));
        }
    }

    public void Heal()
    {
        IsHealed = true;
        Array.ForEach(_forCalls, armed => armed.Clear());
        _others.Clear();
        _lasting.Clear();
    }

    /// <summary>Counts one that is no fault of the plan: how the systems are.</summary>
    public void Shows(FaultKind kind) => world.Tally.Count(kind.ToString());

    // An outage notice that shows too late may stand among those of the next outage: nobody could tell a duplicate
    // there.
    /// <summary>The fault that strikes this call, if one does.</summary>
    public PlannedFault? Strike(Target target, CallKind kind, SimulatedProcess process, string operation)
    {
        var armed = ForCalls(target, kind);
        for (var i = 0; i < armed.Count; i++)
        {
            var fault = armed[i].Fault;
            if (fault.Kind != FaultKind.StoreConflict
                && !(fault.Kind == FaultKind.TimeoutAfterBeyondSettle && process.IsPoller) && Fire(armed, i))
            {
                Note(fault, $" strikes {process.Name} {operation}");
                return fault;
            }
        }

        return null;
    }

    /// <summary>Whether the target answers so without doing anything.</summary>
    public bool AnswersWithout(FaultKind kind) => kind is FaultKind.Throttled or FaultKind.ThrottledRetryAfter
        or FaultKind.TokenExpired or FaultKind.Error500 or FaultKind.Error502 or FaultKind.Error503;

    public FaultKind? FindDown(Target target, CallKind kind)
    {
        foreach (var fault in _lasting)
        {
            if (fault.Kind == FaultKind.StoreDown ? target == Target.Store
                : fault.Kind == FaultKind.QueueDown ? target == Target.Tasks
                : fault.Target == target && (fault.Kind == FaultKind.SideWritesFail ? kind == CallKind.Write
                    : fault.Kind is FaultKind.SideDown or FaultKind.SideAnswers503 or FaultKind.SideTimesOut
                        or FaultKind.SideDownForTwoDays or FaultKind.SideDenied or FaultKind.SideForbidden))
            {
                return fault.Kind;
            }
        }

        return null;
    }

    public bool IsSlow(Target target) => _lasting.Count > 0
        && _lasting.Exists(
            fault => fault.Kind == FaultKind.BothSlow || (fault.Kind == FaultKind.SideSlow && fault.Target == target));

    public bool IsSearchStale(Side side) => Lasts(FaultKind.StaleSearch, side);

    public bool HidesDate(Side side) => Lasts(FaultKind.NoDate, side);

    public bool StopsPolls =>
        _lasting.Exists(fault => fault.Kind is FaultKind.PollsStopped or FaultKind.PollsStoppedForADay);

    public bool PausesQueue => _lasting.Exists(fault => fault.Kind == FaultKind.QueuePaused);

    /// <summary>How far a host's clock is off just now.</summary>
    public TimeSpan ClockError(int host)
    {
        var error = TimeSpan.Zero;
        foreach (var fault in _lasting)
        {
            if (fault.Kind is FaultKind.ClockAhead or FaultKind.ClockBehind && (int)(fault.Chance % 4) == host)
            {
                var size = TimeSpan.FromSeconds(fault.Chance / 4 % 400);
                error += fault.Kind == FaultKind.ClockAhead ? size : -size;
            }
        }

        return error;
    }

    public bool TakeEmptyPage(Side side) =>
        Take(FaultKind.EmptyPage, side == Side.Google ? Target.Google : Target.Company) is not null;

    public bool TakeExpiredToken(Side side) =>
        Take(FaultKind.PageTokenExpired, side == Side.Google ? Target.Google : Target.Company) is not null;

    public bool TakeBrokenBody(Target of, Body body)
    {
        var isTaken = Take(FaultKind.BrokenBody, of, fault => (Body)(fault.Chance % 3) == body) is not null;
        if (isTaken)
        {
            world.Tally.Count($"broken: {body}");
        }

        return isTaken;
    }

    public bool TakeConflict() => Take(FaultKind.StoreConflict, Target.Store) is not null;

    public PlannedFault? TakeTask()
    {
        var fault = Take(FaultKind.TaskTwice, Target.Tasks) ?? Take(FaultKind.TaskTwiceAtOnce, Target.Tasks)
            ?? Take(FaultKind.TaskLate, Target.Tasks) ?? Take(FaultKind.TaskNever, Target.Tasks);
        HasLostTask |= fault?.Kind == FaultKind.TaskNever;
        return fault;
    }

    /// <summary>Somebody writes between two pages of a list that is being read.</summary>
    public void BetweenPages(CaseServer server, CaseRef id)
    {
        if (Take(FaultKind.InsertWhilePaging, server.Side == Side.Google ? Target.Google : Target.Company) is { } fault
            && server.Find(CaseServer.KeyOf(id)) is { } held)
        {
            world.People.Interject(server, held, fault);
        }
    }

    private List<Armed> ForCalls(Target target, CallKind call) => _forCalls[(2 * (int)target) + (int)call];

    private bool Lasts(FaultKind kind, Side side) => _lasting.Count > 0 && _lasting.Exists(
        fault => fault.Kind == kind && fault.Target == (side == Side.Google ? Target.Google : Target.Company));

    private PlannedFault? Take(FaultKind kind, Target target, Predicate<PlannedFault>? fits = null)
    {
        var armed = kind == FaultKind.StoreConflict ? ForCalls(target, CallKind.Write) : _others;
        for (var i = 0; i < armed.Count; i++)
        {
            var fault = armed[i].Fault;
            if (fault.Kind == kind && fault.Target == target && fits?.Invoke(fault) != false && Fire(armed, i))
            {
                Note(fault, " strikes");
                return fault;
            }
        }

        return null;
    }

    private bool Fire(List<Armed> armed, int index)
    {
        if (armed[index].Left-- > 0)
        {
            return false;
        }

        Struck(armed[index].Fault.Kind);
        armed.RemoveAt(index);
        return true;
    }

    private void Struck(FaultKind kind)
    {
        Count++;
        LostAnswers += kind is <= FaultKind.ResetAfter or (>= FaultKind.Error500
            and <= FaultKind.CrashAfterWrite) or FaultKind.HostCrash ? 1 : 0;
        world.Tally.Count(kind.ToString());
    }

    private void Note(PlannedFault fault, string more = "")
    {
        if (world.Log.IsOn)
        {
            world.Log.Write(world.Now, "FAULT", $"{fault}{more}");
        }
    }

    private sealed class Armed(PlannedFault fault)
    {
        public PlannedFault Fault { get; } = fault;

        public int Left { get; set; } = fault.Countdown;
    }
}
