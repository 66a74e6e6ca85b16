using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CaseSync.Tests.Services;

/// <summary>
/// Poller or Syncer as its Program builds it, over a store file of its own; both systems and the queue are nowhere.
/// </summary>
/// <typeparam name="TService">The marker of its assembly.</typeparam>
public sealed class ServiceUnderTest<TService> : WebApplicationFactory<TService> where TService : class
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casesync-test-").FullName;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (name, value) in ServiceSettings.Local)
        {
            builder.UseSetting(name, value);
        }

        builder.UseSetting("Store:Path", Path.Combine(_folder, "store.db"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>What Poller and Syncer need to start: both systems and the queue are nowhere.</summary>
internal static class ServiceSettings
{
    public static IReadOnlyDictionary<string, string> Local { get; } = new Dictionary<string, string>
    {
        // Port 1 is nobody's: a call fails at once.
        ["CustomerCare:BaseAddress"] = "http://127.0.0.1:1",
        ["CustomerCare:Parent"] = "organizations/123",
        ["CustomerCare:Auth"] = "None",
        ["CustomerCare:ClassificationId"] = "100H41EKC1K6ASRFC5JJ",
        ["Crm:Kind"] = "Generic",
        ["Crm:BaseAddress"] = "http://127.0.0.1:1",
        ["Store:Kind"] = "Sqlite",
        ["Tasks:BaseAddress"] = "http://127.0.0.1:1",
        ["Tasks:Queue"] = "projects/p/locations/l/queues/casesync",
        ["Tasks:SyncerAddress"] = "http://127.0.0.1:1",
        ["Tasks:Auth"] = "None",
    };
}
