using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CaseSync.AppHost;

/// <summary>What the environment says of the store, as it came.</summary>
internal sealed record StoreWish(string? Kind, string? SqlitePath, string? EmulatorHost);

/// <summary>What a local run stores in, and why.</summary>
internal abstract record LocalStore(string Why)
{
    public const string ProjectId = "casesync-local";

    /// <summary>Datastore at an address: gcloud's emulator, started by this host or by somebody else.</summary>
    public sealed record Datastore(string Host, bool StartsEmulator, string Why) : LocalStore(Why);

    /// <summary>One file.</summary>
    public sealed record Sqlite(string Path, string Why) : LocalStore(Why);

    /// <summary>Decides without looking around. <paramref name="findProblem"/> says why gcloud's emulator cannot be
    /// used, or null if it can; <paramref name="freshPath"/> names a file for this run. Either is asked only when it
    /// matters.</summary>
    public static bool TryChoose(
        StoreWish wish,
        LocalPorts ports,
        Func<string?> findProblem,
        Func<LocalPorts, string> freshPath,
        [NotNullWhen(true)] out LocalStore? store,
        [NotNullWhen(false)] out string? refusal)
    {
        (store, refusal) = Choose(
            wish, $"127.0.0.1:{ports.DatastoreEmulator}", findProblem, () => freshPath(ports));
        return store is not null;
    }

    private static (LocalStore? Store, string? Refusal) Choose(
        StoreWish wish, string host, Func<string?> findProblem, Func<string> freshPath)
    {
        var path = string.IsNullOrEmpty(wish.SqlitePath) ? null : wish.SqlitePath;
        if (path is not null && !System.IO.Path.IsPathRooted(path))
        {
            return (null, $"CASESYNC_STORE_PATH is '{path}'; it takes an absolute path.");
        }

        switch (wish.Kind)
        {
            case "Sqlite":
                return (new Sqlite(path ?? freshPath(), "as CASESYNC_STORE says"), null);
            case "Datastore" or null or "":
                break;
            default:
                return (null, $"CASESYNC_STORE is '{wish.Kind}'; it takes Sqlite or Datastore.");
        }

        if (!string.IsNullOrEmpty(wish.EmulatorHost))
        {
            return (new Datastore(wish.EmulatorHost, false, "as DATASTORE_EMULATOR_HOST says"), null);
        }

        var isForced = wish.Kind == "Datastore";
        if (path is not null && !isForced)
        {
            return (new Sqlite(path, "as CASESYNC_STORE_PATH says"), null);
        }

        return (findProblem(), isForced) switch
        {
            (null, _) => (new Datastore(host, true, "gcloud has the emulator"), null),
            ({ } problem, false) => (new Sqlite(freshPath(), problem), null),
            ({ } problem, true) => (null,
                $"CASESYNC_STORE is Datastore, but {problem}; mend that, or set CASESYNC_STORE=Sqlite."),
        };
    }
}

internal static class LocalStoreExtensions
{
    /// <summary>Puts the choice into the model: a line to read, and the emulator, if it is ours to start.</summary>
    public static IResourceBuilder<ExecutableResource>? AddLocalStore(
        this IDistributedApplicationBuilder builder, LocalSettings local)
    {
        builder.AddParameter("store", local.Store switch
        {
            LocalStore.Sqlite sqlite => $"SQLite in {sqlite.Path} ({sqlite.Why})",
            LocalStore.Datastore datastore => $"Datastore at {datastore.Host} ({datastore.Why})",
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        if (local.Store is not LocalStore.Datastore { StartsEmulator: true } emulator)
        {
            return null;
        }

        return builder
            .AddExecutable("datastore", "gcloud", ".", "emulators", "firestore", "start",
                "--database-mode=datastore-mode", $"--host-port={emulator.Host}")
            .WithEnvironment("CLOUDSDK_CORE_DISABLE_PROMPTS", "1")
            .WithHttpEndpoint(port: local.Ports.DatastoreEmulator, isProxied: false)
            .WithHttpHealthCheck("/");
    }

    public static IResourceBuilder<ProjectResource> WithLocalStore(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        LocalSettings local,
        IResourceBuilder<ExecutableResource>? emulator)
    {
        service.WithSetting(builder, "Store__Namespace", NamespaceOf(local));
        if (local.Store is LocalStore.Sqlite sqlite)
        {
            return service
                .WithEnvironment("Store__Kind", "Sqlite")
                .WithEnvironment("Store__Path", sqlite.Path);
        }

        service
            .WithEnvironment("Store__Kind", "Datastore")
            .WithSetting(builder, "Store__ProjectId", LocalStore.ProjectId)
            .WithEnvironment("DATASTORE_EMULATOR_HOST", ((LocalStore.Datastore)local.Store).Host);
        return emulator is null ? service : service.WaitFor(emulator);
    }

    // An emulator that is not ours outlives this run and may serve another at the same time; the mocks' cases are this
    // run's alone.
    private static string NamespaceOf(LocalSettings local) =>
        local.Store is LocalStore.Datastore { StartsEmulator: false }
        ? $"local-{local.Ports.Base}-{Environment.ProcessId}"
        : "";
}
