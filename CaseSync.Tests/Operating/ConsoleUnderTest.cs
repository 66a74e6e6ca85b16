using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Poller;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Services;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Operating;

/// <summary>A Poller with settings of its own, over a store that was polled and has no case yet.</summary>
internal sealed class ConsoleUnderTest : IAsyncDisposable
{
    private static readonly DateTimeOffset s_future = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceUnderTest<PollerService> _service = new();
    private readonly WebApplicationFactory<PollerService> _poller;

    private ConsoleUnderTest((string Name, string Value)[] settings)
    {
        _poller = _service.WithWebHostBuilder(host =>
        {
            foreach (var (name, value) in settings)
            {
                host.UseSetting(name, value);
            }
        });
        Client = _poller.CreateClient();
        Store = _poller.Services.GetRequiredService<ICaseMappingStore>();
    }

    public HttpClient Client { get; }

    public ICaseMappingStore Store { get; }

    public IServiceProvider Services => _poller.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ConsoleUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        var console = new ConsoleUnderTest(settings);
        var global = A.Global with { Version = 0, GooglePolledAt = s_future, CompanyPolledAt = s_future };
        Assert.True(await console.Store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutGlobal(global)), Cancel));
        return console;
    }

    public static CaseMapping Pair(int number, string title) => A.Pair with
    {
        Id = $"google:500{number}",
        GoogleCaseName = GoogleCaseName.Parse($"projects/p/cases/500{number}"),
        CompanyCaseId = CompanyCaseId.Parse($"{number}"),
        Title = title,
    };

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path, Cancel);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _poller.DisposeAsync();
        await _service.DisposeAsync();
    }
}
