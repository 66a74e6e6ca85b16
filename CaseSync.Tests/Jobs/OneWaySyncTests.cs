using System.Reflection;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Core.Outages;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Storage;
using CaseSync.Syncer;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Jobs;

public sealed class OneWaySyncTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casesync-sync-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Run_HoweverManyComments_CommitsTwice(int comments)
    {
        var (google, company) = (Google(), Company());
        google.Comments.AddRange(Enumerable.Range(1, comments).Select(id => A.Comment($"{id}")));

        var (outcome, commits) = await RunAsync(google, company, A.Pair);

        Assert.Equal((SyncOutcome.Done, comments, 2), (outcome, company.Said.Count, commits));
    }

    [Theory]
    [InlineData(Side.Google)]
    [InlineData(Side.Company)]
    public async Task Run_EitherDirectionWasAskedToWait_CallsNobody(Side asked)
    {
        var (google, company) = (Google(), Company());
        google.Comments.Add(A.Comment("1"));
        var pair = A.Pair.With(asked, side => side with { NextTryAt = A.Noon.AddSeconds(90) });

        var (outcome, commits) = await RunAsync(google, company, pair);

        Assert.Equal((SyncOutcome.TryAgain, 0, 0), (outcome, company.Said.Count, commits));
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(23, 0)]
    public async Task Run_PriorityThatGets5xxForADay_IsRefusedAndHoldsUpNothing(int hours, int said)
    {
        var google = new ScriptedSystem(Side.Google) { Cases = [A.GoogleCase with { Priority = Priority.P0 }] };
        google.Comments.Add(A.Comment("1"));
        var company = new ScriptedSystem(Side.Company)
        {
            Cases = [A.CompanyCase],
            PriorityFails = ScriptedSystem.Answers(503, RemoteFailure.Unavailable),
        };
        var late = new ItemKey(Side.Company, ItemKind.Notice, OutageDecision.LateAbout(A.Noon.AddHours(-2)));
        var pair = A.Pair.With(Side.Company, side => side with { PriorityFailingSince = A.Noon.AddHours(-hours) });

        await RunAsync(
            google, company, pair with { LateSince = A.Noon.AddHours(-2) },
            A.Item(late, ItemState.Done) with { FinishedAt = A.Noon.AddHours(-1) }); // The side does take something.

        Assert.Equal(said, company.Said.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ScriptedSystem Google() => new(Side.Google) { Cases = [A.GoogleCase] };

    private static ScriptedSystem Company() => new(Side.Company) { Cases = [A.CompanyCase] };

    // From Google to the CRM, over an SQLite file, with a clock that stands still.
    private async Task<(SyncOutcome Outcome, int Commits)> RunAsync(
        ScriptedSystem google, ScriptedSystem company, CaseMapping pair, params MirroredItem[] ledger)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            EnvironmentName = Environments.Development,
        });
        builder.Configuration["Store:Kind"] = StoreOptions.Sqlite;
        builder.Configuration["Store:Path"] = Path.Combine(_folder, "store.db");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(A.Noon)).AddCaseMappingStore().AddSyncs();
        builder.Services.AddSingleton<ITaskQueue, RecordingQueue>();
        builder.Services.AddSingleton<ICustomerCare>(google).AddSingleton<ICrm>(company);
        builder.Services.Configure<SyncOptions>(sync => sync.LeaseDuration = TimeSpan.FromMinutes(5));
        using var host = builder.Build();
        var store = host.Services.GetRequiredService<ICaseMappingStore>();
        Assert.True(await store.TryCommitAsync(
            new StoreCommit([
                new StoreWrite.PutGlobal(A.Global with { Version = 0 }),
                new StoreWrite.PutMapping(pair with { Version = 0 }),
                new StoreWrite.PutIdentity(A.Identity(A.GoogleName, pair.Id) with { Version = 0 }),
                new StoreWrite.PutIdentity(A.Identity(A.CompanyId, pair.Id) with { Version = 0 }),
                new StoreWrite.PutItem(pair.Id, A.Item(PairingPlanner.NoticeKey, ItemState.Done)),
                .. ledger.Select(item => new StoreWrite.PutItem(pair.Id, item)),
            ]),
            Cancel));

        var (counted, commits) = Counting.Around(store);
        var sync = ActivatorUtilities.CreateInstance<OneWaySync>(
            host.Services, counted,
            ActivatorUtilities.CreateInstance<SnapshotReader>(
                host.Services, counted, ActivatorUtilities.CreateInstance<CounterpartFinder>(host.Services, counted)),
            ActivatorUtilities.CreateInstance<SyncConfirmer>(host.Services, counted));
        return (await sync.RunAsync(A.GoogleName, Cancel), commits());
    }

    /// <summary>Counts the commits of whoever uses it.</summary>
    public class Counting : DispatchProxy
    {
        private ICaseMappingStore _store = null!;
        private int _commits;

        internal static (ICaseMappingStore Store, Func<int> Commits) Around(ICaseMappingStore store)
        {
            var counted = Create<ICaseMappingStore, Counting>();
            var counting = (Counting)(object)counted;
            counting._store = store;
            return (counted, () => counting._commits);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _commits += targetMethod!.Name == nameof(ICaseMappingStore.TryCommitAsync) ? 1 : 0;
            return targetMethod.Invoke(_store, args);
        }
    }
}
