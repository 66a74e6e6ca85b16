using CaseSync.Core.Cases;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Faulting;

/// <summary>The faults of one history: those that wait for their call, those that last, and the healing that ends them all.</summary>
internal sealed class Faults(World world)
{
    private readonly List<Armed> _armed = [];
    private readonly List<(PlannedFault Fault, long Until)> _lasting = [];

    /// <summary>How many struck.</summary>
    public int Count { get; private set; }

    public bool IsHealed { get; private set; }

    /// <summary>A task was lost for good: only the daily sweep makes it good.</summary>
    public bool HasLostTask { get; private set; }

    public void Begin(PlannedFault fault)
    {
        if (IsHealed)
        {
            return;
        }

        if (fault.Kind >= FaultKind.HostCrash)
        {
            Count++;
            Note(fault);
            SuddenFaults.Happen(world, fault);
        }
        else if (fault.Kind >= FaultKind.SideDown)
        {
            Count++;
            Note(fault);
            _lasting.Add((fault, world.Now + fault.Lasts));
        }
        else
        {
            _armed.Add(new Armed(fault));
        }
    }

    public void Heal()
    {
        IsHealed = true;
        _armed.Clear();
        _lasting.Clear();
    }

    /// <summary>The fault that strikes this call, if one does.</summary>
    public PlannedFault? Strike(Target target, CallKind kind, SimulatedProcess process, string operation)
    {
        for (var i = 0; i < _armed.Count; i++)
        {
            var fault = _armed[i].Fault;
            if (fault.Kind <= FaultKind.StoreConflict && fault.Target == target && fault.Call == kind && Fire(i))
            {
                Note(fault, $" strikes {process.Name} {operation}");
                return fault;
            }
        }

        return null;
    }

    /// <summary>Whether the target answers so without doing anything.</summary>
    public bool AnswersWithout(FaultKind kind) => kind is FaultKind.Throttled or FaultKind.ThrottledRetryAfter
        or FaultKind.Error500 or FaultKind.Error502 or FaultKind.Error503;

    public FaultKind? FindDown(Target target, CallKind kind)
    {
        foreach (var (fault, _) in Lasting())
        {
            if (fault.Kind == FaultKind.StoreDown ? target == Target.Store
                : fault.Kind == FaultKind.QueueDown ? target == Target.Tasks
                : fault.Target == target && (fault.Kind == FaultKind.SideWritesFail ? kind == CallKind.Write
                    : fault.Kind is FaultKind.SideDown or FaultKind.SideAnswers503 or FaultKind.SideTimesOut
                        or FaultKind.SideDenied or FaultKind.SideForbidden))
            {
                return fault.Kind;
            }
        }

        return null;
    }

    public bool IsSlow(Target target) => _lasting.Count > 0
        && Lasting().Exists(l => l.Fault.Kind == FaultKind.BothSlow || (l.Fault.Kind == FaultKind.SideSlow && l.Fault.Target == target));

    public bool IsSearchStale(Side side) => Lasts(FaultKind.StaleSearch, side);

    public bool HidesDate(Side side) => Lasts(FaultKind.NoDate, side);

    public bool StopsPolls => _lasting.Count > 0 && Lasting().Exists(l => l.Fault.Kind == FaultKind.PollsStopped);

    /// <summary>How far a host's clock is off just now.</summary>
    public TimeSpan ClockError(int host)
    {
        var error = TimeSpan.Zero;
        if (_lasting.Count > 0)
        {
            foreach (var (fault, _) in Lasting())
            {
                if (fault.Kind is FaultKind.ClockAhead or FaultKind.ClockBehind && (int)(fault.Chance % 4) == host)
                {
                    var size = TimeSpan.FromSeconds(fault.Chance / 4 % 400);
                    error += fault.Kind == FaultKind.ClockAhead ? size : -size;
                }
            }
        }

        return error;
    }

    public bool TakeEmptyPage(Side side) => Take(FaultKind.EmptyPage, side == Side.Google ? Target.Google : Target.Company) is not null;

    public bool TakeBrokenBody(Target from) => Take(FaultKind.BrokenBody, from) is not null;

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

    private List<(PlannedFault Fault, long Until)> Lasting()
    {
        if (_lasting.Count > 0)
        {
            _lasting.RemoveAll(lasting => lasting.Until <= world.Now);
        }

        return _lasting;
    }

    private bool Lasts(FaultKind kind, Side side) => _lasting.Count > 0 && Lasting().Exists(
        l => l.Fault.Kind == kind && l.Fault.Target == (side == Side.Google ? Target.Google : Target.Company));

    private PlannedFault? Take(FaultKind kind, Target target)
    {
        for (var i = 0; i < _armed.Count; i++)
        {
            var fault = _armed[i].Fault;
            if (fault.Kind == kind && fault.Target == target && Fire(i))
            {
                Note(fault, " strikes");
                return fault;
            }
        }

        return null;
    }

    private bool Fire(int index)
    {
        if (_armed[index].Left-- > 0)
        {
            return false;
        }

        _armed.RemoveAt(index);
        Count++;
        return true;
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
