using CaseSync.Core.Cases;
using CaseSync.Core.Mirroring;
using CaseSync.Simulator.Checking;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Hosting;
using CaseSync.Simulator.Humans;
using CaseSync.Simulator.Queueing;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Storing;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Running;

/// <summary>All that there is in one history.</summary>
internal sealed class World
{
    private static readonly TimeSpan s_usualLeast = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_usualMost = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_storeLeast = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_storeMost = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan s_slowLeast = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_slowMost = TimeSpan.FromSeconds(9);

    private readonly Dice _latency;

    public World(HistoryPlan plan, EventLog log)
    {
        (Plan, Log) = (plan, log);
        AmbiguousWrites.Hear();
        _latency = Dice.For(Seed, "latency");
        Without = new Without(plan.Without);
        Checks = new LiveChecks(this);
        Faults = new Faults(this);
        Google = new CaseServer(this, plan.Google);
        Crm = new CaseServer(this, plan.Company);
        Store = new SimulatedStore(this);
        Queue = new SimulatedQueue(this);
        People = new People(this);
        Fleet = new Fleet(this);
        Schedule = new Schedule(this);
    }

    public HistoryPlan Plan { get; }

    public ulong Seed => Plan.Seed;

    public EventLog Log { get; }

    public SimulatedScheduler Scheduler { get; } = new();

    public CaseServer Google { get; }

    public CaseServer Crm { get; }

    public SimulatedStore Store { get; }

    public SimulatedQueue Queue { get; }

    public Fleet Fleet { get; }

    public Schedule Schedule { get; }

    public People People { get; }

    public Faults Faults { get; }

    public LiveChecks Checks { get; }

    public Without Without { get; }

    public Tally Tally { get; } = new();

    public long Now => Scheduler.Now;

    /// <summary>An item that always fails may still be within the 24 hours of being tried.</summary>
    public bool MayAwaitRefusal { get; set; } = true;

    /// <summary>By a clock that is right.</summary>
    public DateTimeOffset Time => SimulatedClock.Start + new TimeSpan(Now);

    /// <summary>How long what is being written stays invisible in its list.</summary>
    public long HiddenFor { get; set; }

    public long VisibleAt => Now + HiddenFor;

    public CaseServer ServerOf(Side side) => side == Side.Google ? Google : Crm;

    public long Latency(Target target) => Faults.IsSlow(target) ? _latency.Between(s_slowLeast, s_slowMost)
        : target is Target.Store or Target.Tasks ? _latency.Between(s_storeLeast, s_storeMost)
        : _latency.Between(s_usualLeast, s_usualMost);

    /// <summary>
    /// The case that the connector made of this one, or of which it made this one; the first if there are more.
    /// </summary>
    public ServerCase? FindCounterpart(ServerCase held) => CounterpartsOf(held).FirstOrDefault();

    /// <summary>
    /// By what the two systems themselves say: the CRM's custom field, and the last line of our descriptions.
    /// </summary>
    public IEnumerable<ServerCase> CounterpartsOf(ServerCase held) =>
        AllCounterpartsOf(held).Where(other => !other.IsGone);

    /// <summary>Also those that somebody deleted.</summary>
    public IEnumerable<ServerCase> AllCounterpartsOf(ServerCase held) => held.Current.Ref switch
    {
        GoogleCaseName when held.IsOurs =>
            ConnectorText.FindCompanyCase(held.Current.Description) is { } id && Crm.FindEver(id.Value) is { } found
                ? [found]
                : [],
        GoogleCaseName name => Crm.Cases.Where(made => made.IsOurs && name.IsSameCaseAs(made.Current.GoogleCaseName)),
        CompanyCaseId when held.IsOurs =>
            held.Current.GoogleCaseName is { } named && Google.FindEver(named.Number) is { } found ? [found] : [],
        CompanyCaseId id => Google.Cases.Where(
            made => made.IsOurs && id.Equals(ConnectorText.FindCompanyCase(made.Current.Description))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
