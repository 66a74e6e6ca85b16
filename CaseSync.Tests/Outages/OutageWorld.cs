using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Storage;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Outages;

/// <summary>
/// The Poller's own jobs over an SQLite file with open pairs, two systems that can be down, and a clock that stands
/// still.
/// </summary>
internal sealed class OutageWorld : IAsyncDisposable
{
    private const int PairsPerCommit = 500;

    private readonly string _folder = Directory.CreateTempSubdirectory("casesync-outages-").FullName;
    private readonly IHost _host;

    private OutageWorld(int noticesPerRun)
    {
        Google = new TalkativeSystem(Side.Google, Clock);
        Company = new TalkativeSystem(Side.Company, Clock);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            EnvironmentName = Environments.Development,
        });
        builder.Configuration["Store:Kind"] = StoreOptions.Sqlite;
        builder.Configuration["Store:Path"] = Path.Combine(_folder, "store.db");
        builder.Configuration["Outages:NoticesPerRun"] = noticesPerRun.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddCaseMappingStore().AddScheduledJobs();
        builder.Services.AddSingleton<ICustomerCare>(Google).AddSingleton<ICrm>(Company)
            .AddSingleton<ITaskQueue, NoQueue>();
        _host = builder.Build();
    }

    public FakeTimeProvider Clock { get; } = new(A.Noon);

    public TalkativeSystem Google { get; }

    public TalkativeSystem Company { get; }

    private ICaseMappingStore Store => _host.Services.GetRequiredService<ICaseMappingStore>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Pairs that were synced until now; the n-th has the priority n modulo 5.</summary>
    public static async Task<OutageWorld> CreateAsync(int pairs, int noticesPerRun = 500)
    {
        var world = new OutageWorld(noticesPerRun);
        var store = world.Store;
        await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutGlobal(A.Global with { Version = 0 })), Cancel);
        await world.PollAsync();
        foreach (var numbers in Enumerable.Range(0, pairs).Chunk(PairsPerCommit))
        {
            Assert.True(await store.TryCommitAsync(new StoreCommit([.. numbers.SelectMany(Pair)]), Cancel));
        }

        return world;
    }

    public static GoogleCaseName GoogleName(int number) =>
        GoogleCaseName.Parse(string.Create(CultureInfo.InvariantCulture, $"projects/p/cases/{number}"));

    public static CompanyCaseId CompanyId(int number) =>
        CompanyCaseId.Parse(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Both polls, as the schedule starts them; one whose side is down fails, as it does there.</summary>
    public async Task PollAsync()
    {
        foreach (var poll in (Func<Task>[])[
            () => _host.Services.GetRequiredService<PollGoogleForUpdates>().RunAsync(Cancel),
            () => _host.Services.GetRequiredService<PollCompanyForUpdates>().RunAsync(Cancel)])
        {
            try
            {
                await poll();
            }
            catch (RemoteCallException)
            {
                // The watermark stays where it was.
            }
        }
    }

    public Task<IReadOnlyList<LateCase>> DetectAsync() =>
        _host.Services.GetRequiredService<DetectOutages>().RunAsync(Cancel);

    public Task<CaseMapping?> ChangeAsync(int number, Func<CaseMapping, CaseMapping> change) =>
        Store.UpdateMappingAsync(IdentityKey.Of(GoogleName(number)), change, Cancel);

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<StoreWrite> Pair(int number)
    {
        var mapping = A.Pair with
        {
            Id = IdentityKey.Of(GoogleName(number)).Value,
            GoogleCaseName = GoogleName(number),
            CompanyCaseId = CompanyId(number),
            Priority = (Priority)(number % 5),
            Version = 0,
        };
        yield return new StoreWrite.PutMapping(mapping);
        foreach (CaseRef id in (CaseRef[])[GoogleName(number), CompanyId(number)])
        {
            yield return new StoreWrite.PutIdentity(
                new CaseIdentity { Key = IdentityKey.Of(id), MappingId = mapping.Id });
        }
    }

    private sealed class NoQueue : ITaskQueue
    {
        public Task EnqueueAsync(SyncTask task, CancellationToken cancel) => throw new NotSupportedException();
    }
}
