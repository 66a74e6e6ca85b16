using CaseSync.Core.Mappings;

namespace CaseSync.Core.Doors;

/// <summary>
/// The right to write to either case of one mapping, while it lasts. Given by the store's clock, counted on our
/// monotonic clock from before the read: however slow the commit was, we never think it longer than the store does.
/// </summary>
public sealed class CaseLease(
    ICaseMappingStore store, TimeProvider clock, IdentityKey key, string owner, TimeSpan duration, long readStartedAt)
{
    private long _readStartedAt = readStartedAt;

    public string Owner { get; } = owner;

    public TimeSpan TimeLeft => duration - clock.GetElapsedTime(_readStartedAt);

    /// <summary>
    /// Takes the lease and makes the other writes in the same commit; null if somebody changed the mapping since it was
    /// read.
    /// </summary>
    /// <param name="mapping">As it is to be stored, of the version that was read.</param>
    /// <param name="storeTime">The store's clock at that read.</param>
    /// <param name="readStartedAt">Our time stamp from before that read.</param>
    public static async Task<CaseLease?> TryTakeAsync(
        ICaseMappingStore store, TimeProvider clock, IdentityKey key, CaseMapping mapping,
        IEnumerable<StoreWrite> writes, string owner,
        TimeSpan duration, DateTimeOffset storeTime, long readStartedAt, CancellationToken cancel)
    {
        var leased = new StoreWrite.PutMapping(mapping with
        {
            Lease = new Lease(owner, storeTime + duration),
            // The last holder did not release it: it may have sent until its time was up.
            SentUntil = mapping.Lease is { } last && !(mapping.SentUntil >= last.Until)
                ? last.Until
                : mapping.SentUntil,
        });
        return await store.TryCommitAsync(new StoreCommit([leased, .. writes]), cancel)
            ? new CaseLease(store, clock, key, owner, duration, readStartedAt)
            : null;
    }

    /// <summary>
    /// Renews if less than <paramref name="needed"/> is left. Throws if the lease is another's by now.
    /// </summary>
    public async Task EnsureAsync(TimeSpan needed, CancellationToken cancel)
    {
        if (TimeLeft >= needed)
        {
            return;
        }

        for (var attempt = 0; attempt < 10; attempt++)
        {
            var startedAt = clock.GetTimestamp();
            var stored = await store.FindAsync([key], cancel);
            if (stored.FindMapping(key) is not { } mapping || mapping.Lease?.Owner != Owner)
            {
                break;
            }

            var renewed = mapping with { Lease = new Lease(Owner, stored.StoreTime + duration) };
            if (await store.TryCommitAsync(StoreCommit.Of(new StoreWrite.PutMapping(renewed)), cancel))
            {
                _readStartedAt = startedAt;
                return;
            }
        }

        throw new RemoteCallException(
            "store", "RenewLease", RemoteFailure.Conflict,
            $"{key}: the lease was lost to another attempt; that one goes on from the intents.");
    }
}
