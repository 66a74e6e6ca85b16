using CaseSync.Core.Mappings;

namespace CaseSync.Core.Doors;

public static class CaseMappingStoreExtensions
{
    // Polls, syncs and outage checks of one case meet seldom; whoever loses ten times in a row is not racing but stuck.
    private const int AttemptsMax = 10;

    /// <summary>
    /// Changes a mapping whatever others change of it meanwhile: reads it, applies <paramref name="change"/>, and does
    /// so again if it lost the race. Returns the mapping as committed (with the version it was read at); null if it is
    /// gone or <paramref name="change"/> says null.
    /// </summary>
    public static async Task<CaseMapping?> UpdateMappingAsync(
        this ICaseMappingStore store, IdentityKey key, Func<CaseMapping, CaseMapping?> change, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var stored = await store.FindAsync([key], cancel);
            if (stored.FindMapping(key) is not { } mapping || change(mapping) is not { } changed)
            {
                return null;
            }

            if (changed == mapping
                || await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutMapping(changed)), cancel))
            {
                return changed;
            }
        }

        throw LostEveryRace(key.Value);
    }

    /// <summary>The same for the one <see cref="GlobalState"/>, which must exist.</summary>
    public static async Task UpdateGlobalAsync(
        this ICaseMappingStore store, Func<GlobalState, GlobalState> change, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var global = await store.FindGlobalAsync(cancel)
                ?? throw new RemoteCallException(
                    "store", "Commit", RemoteFailure.Conflict,
                    "The store was wiped a moment ago; the next poll begins anew.");
            var changed = change(global);
            if (changed == global
                || await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutGlobal(changed)), cancel))
            {
                return;
            }
        }

        throw LostEveryRace("Global");
    }

    private static RemoteCallException LostEveryRace(string what) => new(
        "store", "Commit", RemoteFailure.Conflict,
        $"{what}: {AttemptsMax} commits in a row lost against other writers; the work is tried again later.");
}
