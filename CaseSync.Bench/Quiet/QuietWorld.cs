using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Poller;
using CaseSync.Poller.Operating;
using CaseSync.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaseSync.Bench.Quiet;

/// <summary>
/// The Poller's own jobs over an SQLite file with so many open pairs, none of which has anything to carry over.
/// </summary>
internal sealed class QuietWorld : IDisposable
{
    private const int PairsPerCommit = 500;
    private const int WaitingCases = 50;
    private const int RefusedCases = 20;

    private readonly IHost _host;
    private readonly TimeProvider _clock;

    private QuietWorld(int openCases, string path, TimeProvider clock)
    {
        OpenCases = openCases;
        _clock = clock;
        Crm = new QuietSystem(Side.Company, clock);
        CustomerCare = new QuietSystem(Side.Google, clock);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            EnvironmentName = Environments.Development,
        });
        builder.Configuration["Store:Kind"] = StoreOptions.Sqlite;
        builder.Configuration["Store:Path"] = path;
        builder.Services.AddSingleton(clock).AddCaseMappingStore().AddScheduledJobs();
        builder.Services.AddSingleton<ICaseMappingStore>(
            services => new CountingStore(ActivatorUtilities.CreateInstance<CaseMappingStore>(services)));
        builder.Services.AddSingleton<ICrm>(Crm).AddSingleton<ICustomerCare>(CustomerCare);
        builder.Services.AddSingleton<ITaskQueue, UnusedQueue>();
        _host = builder.Build();
    }

    public int OpenCases { get; }

    public QuietSystem Crm { get; }

    public QuietSystem CustomerCare { get; }

    public CountingStore Store => (CountingStore)_host.Services.GetRequiredService<ICaseMappingStore>();

    public static async Task<QuietWorld> CreateAsync(
        int openCases, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"quiet-{openCases}.db");
        var world = new QuietWorld(openCases, Path.Combine(folder, file), clock);
        await world.FillAsync(cancel);
        world.Store.Take();
        return world;
    }

    /// <summary>Both polls, as the schedule starts them each minute.</summary>
    public async Task PollAsync(CancellationToken cancel)
    {
        await _host.Services.GetRequiredService<PollGoogleForUpdates>().RunAsync(cancel);
        await _host.Services.GetRequiredService<PollCompanyForUpdates>().RunAsync(cancel);
    }

    public async Task DetectOutagesAsync(CancellationToken cancel)
    {
        var late = await _host.Services.GetRequiredService<DetectOutages>().RunAsync(cancel);
        if (late.Count > 0)
        {
            throw new InvalidOperationException($"{late.Count} sides are late where nothing waits.");
        }
    }

    /// <summary>
    /// A day of samples, and cases that wait or have something refused: what the console reads of an outage.
    /// </summary>
    public async Task BeginOutageAsync(CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        await CommitAsync(
            [.. Enumerable.Range(0, LagSample.SlotCount).Select(back => new StoreWrite.PutLag(
                new LagSample(now - (back * LagSample.Every), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), 0)))],
            cancel);
        await CommitAsync(
            [.. Enumerable.Range(OpenCases + 1, WaitingCases).SelectMany(number => Pair(
                number, now.AddDays(-2), pair => pair with
                {
                    Google = pair.Google with { DirtySince = now.AddHours(-1), UpdatesSyncedAt = now.AddHours(-1) },
                    NewContentAt = now.AddHours(-1),
                }))],
            cancel);
        await CommitAsync(
            [.. Enumerable.Range(OpenCases + WaitingCases + 1, RefusedCases).SelectMany(number => Pair(
                number, now.AddDays(-2), pair => pair with { HasRefusedItems = true }))],
            cancel);
    }

    /// <summary>What the console's first page shows.</summary>
    public async Task ReadOverviewAsync(CancellationToken cancel)
    {
        var overview = await _host.Services.GetRequiredService<ReadOverview>().RunAsync(cancel);
        if ((overview.Late, overview.Refused) != (WaitingCases, RefusedCases)
            || overview.LastDay.Count < LagSample.SlotCount - 1)
        {
            throw new InvalidOperationException(
                $"The overview has {overview.Late} late cases, {overview.Refused} refused, "
                    + $"{overview.LastDay.Count} samples.");
        }
    }

    /// <summary>The first page of the console's list of cases.</summary>
    public async Task ListCasesAsync(CancellationToken cancel)
    {
        var wanted = new CasesWanted("", CaseFilter.All, CaseSort.Latest, ReadCases.PageSizeDefault, PageToken: null);
        var page = await _host.Services.GetRequiredService<ReadCases>().RunAsync(wanted, cancel);
        if (page.Items.Count != ReadCases.PageSizeDefault)
        {
            throw new InvalidOperationException($"The first page has {page.Items.Count} cases.");
        }
    }

    public void Dispose() => _host.Dispose();

    private async Task FillAsync(CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        await CommitAsync([new StoreWrite.PutGlobal(new GlobalState
        {
            InstalledAt = now.AddDays(-100),
            Epoch = 1,
            EpochStartedAt = now.AddDays(-100),
            GoogleLastPolledAt = now,
            CompanyLastPolledAt = now,
            GooglePolledAt = now,
            CompanyPolledAt = now,
        })], cancel);
        foreach (var numbers in Enumerable.Range(1, OpenCases).Chunk(PairsPerCommit))
        {
            await CommitAsync([.. numbers.SelectMany(number => Pair(number, now.AddDays(-2)))], cancel);
        }
    }

    private async Task CommitAsync(IReadOnlyList<StoreWrite> writes, CancellationToken cancel)
    {
        if (!await Store.TryCommitAsync(new StoreCommit(writes), cancel))
        {
            throw new InvalidOperationException("A new store refused a commit.");
        }
    }

    private static IEnumerable<StoreWrite> Pair(
        int number, DateTimeOffset changedAt, Func<CaseMapping, CaseMapping>? change = null)
    {
        var google = GoogleCaseName.Parse(
            string.Create(CultureInfo.InvariantCulture, $"projects/bench/cases/{number}"));
        var company = CompanyCaseId.Parse(number.ToString(CultureInfo.InvariantCulture));
        var synced = new SideProgress { State = CaseState.Open, SeenVersion = changedAt, QueuedVersion = changedAt };
        var mapping = new CaseMapping
        {
            Id = IdentityKey.Of(google).Value,
            GoogleCaseName = google,
            CompanyCaseId = company,
            CreatedAt = changedAt,
            NewContentAt = changedAt,
            Title = "A case that has been quiet for two days",
            Priority = Priority.P2,
            Google = synced,
            Company = synced,
            Epoch = 1,
        };
        yield return new StoreWrite.PutMapping(change?.Invoke(mapping) ?? mapping);
        foreach (CaseRef id in (CaseRef[])[google, company])
        {
            yield return new StoreWrite.PutIdentity(
                new CaseIdentity { Key = IdentityKey.Of(id), MappingId = mapping.Id });
        }
    }
}
