using CaseSync.Storage.Entities;

namespace CaseSync.Storage.Datastore;

/// <summary>Firestore in Datastore mode.</summary>
internal sealed class DatastoreEntityStore(DatastoreClient client, DatastoreTranslation translation) : IEntityStore
{
    /// <summary>Datastore's own limit.</summary>
    private const int LookupKeysMax = 1_000;

    private const string NotFinished = "NOT_FINISHED";

    public async Task<EntityLookup> LookupAsync(IReadOnlyCollection<EntityKey> keys, CancellationToken cancel)
    {
        List<StoredEntity> entities = [];
        List<DatastoreKey> left = [.. keys.Select(translation.ToKey)];
        var storeTime = DateTimeOffset.MaxValue;
        while (left.Count > 0)
        {
            var asked = left[..Math.Min(left.Count, LookupKeysMax)];
            var answer = await client.LookupAsync(translation.Lookup(asked), cancel);
            entities.AddRange((answer.Found ?? []).Select(DatastoreTranslation.ToEntity));
            storeTime = Earlier(storeTime, answer.ReadTime);
            // What was too much for one answer comes back as deferred.
            left = [.. left[asked.Count..], .. answer.Deferred ?? []];
        }

        return new EntityLookup(entities, storeTime);
    }

    public async Task<EntityHits> QueryAsync(EntityQuery query, CancellationToken cancel)
    {
        List<EntityHit> hits = [];
        var storeTime = DateTimeOffset.MaxValue;
        var next = query;
        while (true)
        {
            var batch = (await client.RunQueryAsync(translation.Query(next), cancel)).Batch;
            hits.AddRange((batch.EntityResults ?? []).Select(
                r => new EntityHit(DatastoreTranslation.ToEntity(r), r.Cursor ?? "")));
            storeTime = Earlier(storeTime, batch.ReadTime);
            if (batch.MoreResults != NotFinished || hits.Count >= query.Limit)
            {
                return new EntityHits(hits, storeTime);
            }

            next = query with { Cursor = batch.EndCursor, Limit = query.Limit - hits.Count };
        }
    }

    public Task<bool> TryCommitAsync(IReadOnlyCollection<EntityWrite> writes, CancellationToken cancel) =>
        client.TryCommitAsync(translation.Commit(writes), writes.Any(w => w.IsConditional), cancel);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
