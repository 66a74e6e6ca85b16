using System.Diagnostics;
using CaseSync.Core.Doors;
using Microsoft.Extensions.Configuration;
using static CaseSync.Tests.Contracts.Store.StoreSamples;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>
/// Counts in one entity from this process and from another at once: a lost update would leave the sum short.
/// </summary>
public sealed class SecondProcess
{
    private const int Increments = 40;

    /// <summary>Run only by <see cref="CountWithAnotherAsync"/>, in the other process.</summary>
    [Fact(Explicit = true)]
    public async Task CountsUp()
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().AsEnumerable().ToDictionary();
        await using var clients = new StoreClients(settings);
        await CountUpAsync(clients.Open(), TestContext.Current.CancellationToken);
    }

    internal static async Task CountWithAnotherAsync(StoreClients clients, CancellationToken cancel)
    {
        var store = clients.Open();
        var zero = new StoreWrite.PutGlobal(Global() with { Epoch = 0 });
        Assert.True(await store.TryCommitAsync(StoreCommit.Of(zero), cancel));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(SecondProcess).Assembly.Location, "-explicit", "only",
                "-method", $"{typeof(SecondProcess).FullName}.{nameof(CountsUp)}",
            },
            RedirectStandardOutput = true,
        };
        foreach (var (key, value) in clients.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var other = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = other.StandardOutput.ReadToEndAsync(cancel);
        await CountUpAsync(store, cancel);
        await other.WaitForExitAsync(cancel);

        Assert.True(other.ExitCode == 0, await said);
        Assert.Equal(2 * Increments, (await store.FindGlobalAsync(cancel))!.Epoch);
    }

    private static async Task CountUpAsync(ICaseMappingStore store, CancellationToken cancel)
    {
        for (var done = 0; done < Increments;)
        {
            var seen = (await store.FindGlobalAsync(cancel))!;
            var write = new StoreWrite.PutGlobal(seen with { Epoch = seen.Epoch + 1 });
            done += await store.TryCommitAsync(StoreCommit.Of(write), cancel) ? 1 : 0;
        }
    }
}
