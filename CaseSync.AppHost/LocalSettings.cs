using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace CaseSync.AppHost;

/// <summary>What a local run takes from its environment or arguments: where it listens and what it stores in.</summary>
internal sealed record LocalSettings(LocalPorts Ports, LocalStore Store)
{
    public static bool TryRead(
        IConfiguration configuration,
        [NotNullWhen(true)] out LocalSettings? settings,
        [NotNullWhen(false)] out string? refusal)
    {
        settings = null;
        if (!LocalPorts.TryRead(configuration["CASESYNC_PORT_BASE"], out var ports, out refusal))
        {
            return false;
        }

        var wish = new StoreWish(
            configuration["CASESYNC_STORE"],
            configuration["CASESYNC_STORE_PATH"],
            configuration["DATASTORE_EMULATOR_HOST"]);
        if (!LocalStore.TryChoose(
            wish, ports, EmulatorProbe.FindProblem, SqliteFile.ForThisRun, out var store, out refusal))
        {
            return false;
        }

        if (store is LocalStore.Datastore { StartsEmulator: false } given && !EmulatorProbe.Answers(given.Host))
        {
            refusal = $"DATASTORE_EMULATOR_HOST is '{given.Host}', where nothing answers; start the emulator there, or "
                + "leave it unset.";
            return false;
        }

        settings = new LocalSettings(ports, store);
        return true;
    }
}
