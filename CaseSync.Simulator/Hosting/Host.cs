using CaseSync.Core.Doors;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Simulator.Queueing;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Storing;
using CaseSync.Simulator.Systems;
using CaseSync.Syncer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseSync.Simulator.Hosting;

/// <summary>The production jobs in one life of one process, over its own connections.</summary>
internal sealed class Host
{
    // Metrics are nobody's here, and each instance would register instruments for good.
    private static readonly PollerGauges s_gauges = new(TimeProvider.System);

    private readonly World _world;

    public Host(World world, SimulatedProcess process)
    {
        (_world, Process) = (world, process);
        var clock = process.Clock;
        ICaseMappingStore store = world.Without.Wrap(new SimulatedMappingStore(world, process));
        ICustomerCare google = new SimulatedCustomerCare(world, process);
        ICrm crm = new SimulatedCrm(world, process);
        ITaskQueue queue = world.Without.Wrap(new SimulatedTaskQueue(world, process));
        (google, crm) = (world.Without.Wrap(google), world.Without.Wrap(crm));
        var sync = Options.Create(world.Plan.Sync);
        var polling = Options.Create(world.Plan.Polling);
        var outages = Options.Create(new OutagesOptions());

        var attempts = new AttemptNames(process.Name);

        var poll = new PollForUpdates(store, queue, clock, polling, s_gauges, Log<PollForUpdates>());
        PollGoogle = new PollGoogleForUpdates(google, poll);
        PollCompany = new PollCompanyForUpdates(crm, poll);
        DetectOutages = new DetectOutages(
            google, crm, store, new OutageNotifier(store, new NoticeWriter(google, crm, clock, sync, Log<NoticeWriter>()), attempts, clock, sync), clock,
            outages, s_gauges, Log<DetectOutages>());
        CleanUp = new CleanUpCaseMappings(google, crm, store, queue, clock, Log<CleanUpCaseMappings>());

        var reader = new SnapshotReader(google, crm, store, new CounterpartFinder(google, crm, store), sync, polling);
        var executor = new SyncPlanExecutor(google, crm, new ServedSides(), clock, sync, Log<SyncPlanExecutor>());
        var confirmer = new SyncConfirmer(store, queue, clock, Log<SyncConfirmer>());
        var oneWay = new OneWaySync(reader, executor, confirmer, store, attempts, clock, sync, Log<OneWaySync>());
        SyncGoogle = new SyncGoogleUpdatesToCompany(oneWay);
        SyncCompany = new SyncCompanyUpdatesToGoogle(oneWay);
    }

    public SimulatedProcess Process { get; }

    public PollGoogleForUpdates PollGoogle { get; }

    public PollCompanyForUpdates PollCompany { get; }

    public DetectOutages DetectOutages { get; }

    public CleanUpCaseMappings CleanUp { get; }

    public SyncGoogleUpdatesToCompany SyncGoogle { get; }

    public SyncCompanyUpdatesToGoogle SyncCompany { get; }

    private ILogger<T> Log<T>() => _world.Log.IsOn ? new EventLogger<T>(_world, Process) : NullLogger<T>.Instance;
}

/// <summary>Puts what production logs among the events.</summary>
internal sealed class EventLogger<T>(World world, SimulatedProcess process) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is not (1001 or 1003 or 1005)) // One of each a minute.
        {
            world.Log.Write(world.Now, process.Name, $"  {formatter(state, exception)}");
        }
    }
}
