using CaseSync.Core.Doors;
using CaseSync.Poller;
using CaseSync.Simulator.Queueing;
using CaseSync.Simulator.Running;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Storing;
using CaseSync.Simulator.Systems;
using CaseSync.Syncer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseSync.Simulator.Hosting;

/// <summary>
/// One life of one process: the production jobs, put together as production puts them together, over its own
/// connections.
/// </summary>
internal sealed class Host
{
    // Metrics are nobody's here, and each instance would register instruments for good.
    private static readonly PollerGauges s_gauges = new(TimeProvider.System);

    private readonly ServiceProvider _services;

    private Host(World world, SimulatedProcess process, Action<IServiceCollection> addJobs)
    {
        Process = process;
        var services = new ServiceCollection();
        addJobs(services);
        services.AddSingleton(world).AddSingleton(process);
        services.AddSingleton<TimeProvider>(process.Clock).AddSingleton(s_gauges)
            .AddSingleton(new AttemptNames(process.Name));
        services.AddSingleton(typeof(ILogger<>), world.Log.IsOn ? typeof(EventLogger<>) : typeof(NullLogger<>));
        services.AddSingleton(Options.Create(world.Without.Of(world.Plan.Sync)))
            .AddSingleton(Options.Create(world.Plan.Polling));
        services.AddSingleton(Options.Create(new OutagesOptions()));
        services.AddSingleton<ICaseMappingStore>(new SimulatedMappingStore(world, process));
        services.AddSingleton<ITaskQueue>(new SimulatedTaskQueue(world, process));
        services.AddSingleton<ICustomerCare>(new SimulatedCustomerCare(world, process));
        services.AddSingleton<ICrm>(new SimulatedCrm(world, process));
        _services = services.BuildServiceProvider();
    }

    public SimulatedProcess Process { get; }

    public static Host StartPoller(World world, SimulatedProcess process) =>
        new(world, process, services => services.AddScheduledJobs());

    public static Host StartSyncer(World world, SimulatedProcess process) =>
        new(world, process, services => services.AddSyncs());

    public TJob Get<TJob>()
        where TJob : class => _services.GetRequiredService<TJob>();
}

/// <summary>Puts what production logs among the events.</summary>
internal sealed class EventLogger<T>(World world, SimulatedProcess process) : ILogger<T>
{
    // One of each a minute.
    private static readonly int[] s_tooMuch = [1001, 1003, 1005];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!s_tooMuch.Contains(eventId.Id))
        {
            world.Log.Write(world.Now, process.Name, $"  {formatter(state, exception)}");
        }
    }
}
