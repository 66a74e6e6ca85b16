using System.Diagnostics;
using CaseSync.Core.Doors;
using CaseSync.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>Clients of one store, registered as a service registers them.</summary>
internal sealed class StoreClients(IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    private static int _namespaces;

    private readonly List<ServiceProvider> _services = [];

    /// <summary>Of this run and test alone, also in an emulator that outlives both.</summary>
    public static string NewNamespace() =>
        $"t{Environment.ProcessId}-{Stopwatch.GetTimestamp()}-{Interlocked.Increment(ref _namespaces)}";

    public IReadOnlyDictionary<string, string?> Settings { get; } = settings;

    public ICaseMappingStore Open(string? storeNamespace = null) =>
        Services(storeNamespace).GetRequiredService<ICaseMappingStore>();

    public ServiceProvider Services(string? storeNamespace = null, Action<IServiceCollection>? more = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings);
        if (storeNamespace is not null)
        {
            configuration.AddInMemoryCollection([new("Store:Namespace", storeNamespace)]);
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration.Build());
        services.AddCaseMappingStore();
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        _services.Add(provider);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _services)
        {
            await provider.DisposeAsync();
        }
    }
}
