using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Services;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.EndToEnd;

/// <summary>
/// A Poller that listens, over a store in which much has happened; its queue is nowhere to be carried out.
/// </summary>
internal sealed class ConsoleStage : IAsyncDisposable
{
    public const string LateTitle = "Checkout answers 502 in europe-west1";
    public const string RefusedTitle = "Nightly export is cut off";

    private const int QuietCases = 160;

    private static readonly string[] s_subjects =
    [
        "VM does not start", "Disk is full", "Quota of static addresses", "Slow queries in the replica",
        "Invoice in the wrong currency",
    ];

    private readonly ServiceUnderTest<PollerService> _service = new();
    private readonly WebApplicationFactory<PollerService> _poller;

    private ConsoleStage()
    {
        _poller = _service.WithWebHostBuilder(host =>
        {
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("Console:CompanyCaseUrl", "https://crm.example.com/cases/{id}");
            host.UseSetting("Console:TraceUrl", "https://traces.example.com/{id}");
            host.ConfigureTestServices(services => services.AddSingleton<ITaskQueue>(Queue));
        });
        _poller.UseKestrel();
        _poller.StartServer();
        Store = _poller.Services.GetRequiredService<ICaseMappingStore>();
        var features = _poller.Services.GetRequiredService<IServer>().Features;
        Address = features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public string Address { get; }

    public ICaseMappingStore Store { get; }

    public RecordingTasks Queue { get; } = new();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ConsoleStage> SetAsync()
    {
        var stage = new ConsoleStage();
        var polled = Now.AddSeconds(-20); // Nobody polls while the test runs; it counts as fresh for 10 minutes.
        var global = A.Global with { Version = 0, GooglePolledAt = polled, CompanyPolledAt = polled };
        await stage.CommitAsync([new StoreWrite.PutGlobal(global)]);
        await stage.CommitAsync([.. Day(Now).Select(sample => new StoreWrite.PutLag(sample))]);
        await stage.CommitAsync([.. Enumerable.Range(1, QuietCases).SelectMany(number => Writes(Quiet(number)))]);
        await stage.Store.PutAsync(
            Late(901, LateTitle), Copied(Side.Google, "3", 95), Copied(Side.Company, "11", 80), Notice(30));
        var five = Now.AddMinutes(-5);
        await stage.Store.PutAsync(
            Quiet(902) with { Title = RefusedTitle, HasRefusedItems = true, NewContentAt = five }, Refused(five));
        await stage.Store.PutAsync(Quiet(903) with
        {
            Title = "Copied from SUP-12",
            BrokenReason = "Google case projects/shop/cases/5012 already syncs with CRM case SUP-12.",
        });
        return stage;
    }

    /// <summary>A change that was seen just now.</summary>
    public async Task SeeChangeAsync(string title) => await Store.PutAsync(Quiet(950) with
    {
        Title = title,
        NewContentAt = Now,
        Company = Quiet(950).Company with { DirtySince = Now, UpdatesSyncedAt = Now },
    });

    public Task RenameAsync(string mappingId, string title) => Store.UpdateMappingAsync(
        IdentityKey.FromStored(mappingId), fresh => fresh with { Title = title }, Cancel);

    /// <summary>Everything late has arrived.</summary>
    public Task EndOutageAsync() => Store.UpdateMappingAsync(
        IdentityKey.FromStored("google:5901"),
        fresh => fresh.With(Side.Google, side => side with { DirtySince = null, LastError = null }) with
        {
            LateSince = null,
        },
        Cancel);

    public async ValueTask DisposeAsync()
    {
        await _poller.DisposeAsync();
        await _service.DisposeAsync();
    }

    private static CaseMapping Quiet(int number) => A.Pair with
    {
        Id = $"google:5{number:000}",
        GoogleCaseName = GoogleCaseName.Parse($"projects/shop/cases/5{number:000}"),
        CompanyCaseId = CompanyCaseId.Parse($"SUP-{number}"),
        Title = $"{s_subjects[number % s_subjects.Length]} ({number})",
        Priority = (Priority)(number % 5),
        NewContentAt = Now.AddMinutes(-47 * number),
        ResolvedAt = number % 4 == 0 ? Now.AddDays(-1) : null,
    };

    private static CaseMapping Late(int number, string title) => Quiet(number) with
    {
        Title = title,
        Priority = Priority.P1,
        NewContentAt = Now.AddMinutes(-42),
        LateSince = Now.AddMinutes(-42),
        ResolvedAt = null,
        Google = new SideProgress
        {
            State = CaseState.Open,
            DirtySince = Now.AddMinutes(-41),
            UpdatesSyncedAt = Now.AddMinutes(-42),
            LastError = "company comments.create SUP-901 answered 503 ServiceUnavailable",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        },
    };

    private static MirroredItem Copied(Side side, string id, int minutesAgo) => A.CommentItem(
        side, id, ItemState.Done) with
    {
        SourceCreatedAt = Now.AddMinutes(-minutesAgo),
        AttemptedAt = Now.AddMinutes(-minutesAgo).AddSeconds(24),
        FinishedAt = Now.AddMinutes(-minutesAgo).AddSeconds(25),
        TargetId = $"{id}7",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    private static MirroredItem Notice(int minutesAgo) => A.Item(
        new ItemKey(Side.Google, ItemKind.Notice, "late:1"), ItemState.Done) with
    {
        Text = "This case has not synced properly in 10 minutes.",
        AttemptedAt = Now.AddMinutes(-minutesAgo),
        FinishedAt = Now.AddMinutes(-minutesAgo),
    };

    private static MirroredItem Refused(DateTimeOffset at) => A.AttachmentItem(
        Side.Company, "export.csv", ItemState.Refused) with
    {
        SourceCreatedAt = at.AddMinutes(-1),
        AttemptedAt = at,
        FinishedAt = at,
        Reason = "The other system answered 413.",
    };

    private static IEnumerable<LagSample> Day(DateTimeOffset now) => Enumerable.Range(
        1, LagSample.SlotCount - 1).Select(back =>
    {
        var isOut = back is < 9 or (> 150 and < 171);
        var behind = TimeSpan.FromMinutes(back < 9 ? 5 * (9 - back) : 5 * (171 - back));
        return new LagSample(
            now - (back * LagSample.Every), isOut ? behind : TimeSpan.FromSeconds(20 + (back * 7 % 40)),
            TimeSpan.FromSeconds(15 + (back * 11 % 45)), isOut && behind > TimeSpan.FromMinutes(10) ? 3 : 0);
    });

    private static IEnumerable<StoreWrite> Writes(CaseMapping mapping) =>
    [
        new StoreWrite.PutMapping(mapping with { Version = 0 }),
        .. new CaseRef[] { mapping.GoogleCaseName!, mapping.CompanyCaseId! }.Select(id =>
            new StoreWrite.PutIdentity(A.Identity(id, mapping.Id) with { Version = 0 })),
    ];

    private async Task CommitAsync(IReadOnlyList<StoreWrite> writes)
    {
        foreach (var some in writes.Chunk(200))
        {
            Assert.True(await Store.TryCommitAsync(new StoreCommit(some), Cancel));
        }
    }

    internal sealed class RecordingTasks : ITaskQueue
    {
        public List<SyncTask> Tasks { get; } = [];

        public Task EnqueueAsync(SyncTask task, CancellationToken cancel)
        {
            Tasks.Add(task);
            return Task.CompletedTask;
        }
    }
}
