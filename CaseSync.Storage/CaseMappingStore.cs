using System.Diagnostics;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Storage.Entities;

namespace CaseSync.Storage;

/// <summary>The store's words and rules over either database.</summary>
internal sealed class CaseMappingStore(IEntityStore entities, EntityReader reader) : ICaseMappingStore
{
    private const int FindKeysMax = 200;

    public async Task<GlobalState?> FindGlobalAsync(CancellationToken cancel)
    {
        var found = await entities.LookupAsync([EntityKey.Global], cancel);
        return found.Entities is [var entity] ? reader.Read(entity, GlobalEntity.Read) : null;
    }

    public async Task<MappingLookup> FindAsync(IReadOnlyCollection<IdentityKey> keys, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, FindKeysMax);
        // Without any key the lookup still tells the store's time.
        var identityKeys = keys.Count == 0 ? [EntityKey.Global] : keys.Select(IdentityEntity.KeyOf).Distinct().ToList();
        var found = await entities.LookupAsync(identityKeys, cancel);
        var identities = found.Entities.Where(e => e.Key.Kind == EntityKey.Identity)
            .Select(e => reader.Read(e, IdentityEntity.Read)).ToDictionary(i => i.Key);

        var mappingKeys = identities.Values.Select(i => i.MappingId).OfType<string>().Distinct()
            .Select(EntityKey.OfMapping).ToList();
        if (mappingKeys.Count == 0)
        {
            return new MappingLookup(identities, new Dictionary<string, CaseMapping>(), found.StoreTime);
        }

        // Leases are the mappings', so the time of their read counts.
        var mappings = await entities.LookupAsync(mappingKeys, cancel);
        return new MappingLookup(
            identities,
            mappings.Entities.Select(e => reader.Read(e, MappingEntity.Read)).ToDictionary(m => m.Id),
            mappings.StoreTime);
    }

    public async Task<IReadOnlyList<MirroredItem>> FindItemsAsync(
        string mappingId, IReadOnlyCollection<ItemKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var itemKeys = keys.Select(k => ItemEntity.KeyOf(mappingId, k)).Distinct().ToList();
        var found = await entities.LookupAsync(itemKeys, cancel);
        return [.. found.Entities.Select(e => reader.Read(e, ItemEntity.Read))];
    }

    public async Task<IReadOnlyList<MirroredItem>> ListUnfinishedItemsAsync(string mappingId, CancellationToken cancel)
    {
        var unfinished = new EntityFilter.Is(ItemEntity.IsDone, false);
        var found = await entities.QueryAsync(new EntityQuery(EntityKey.Item, unfinished, Parent: mappingId), cancel);
        return [.. found.Hits.Select(h => reader.Read(h.Entity, ItemEntity.Read))];
    }

    public async Task<ItemPage> ListItemsAsync(string mappingId, string? cursor, int pageSize, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var found = await entities.QueryAsync(
            new EntityQuery(EntityKey.Item, null, Parent: mappingId, Cursor: cursor, Limit: pageSize + 1), cancel);
        return new ItemPage(
            [.. found.Hits.Take(pageSize).Select(h => reader.Read(h.Entity, ItemEntity.Read))],
            found.Hits.Count > pageSize ? found.Hits[pageSize - 1].Cursor : null);
    }

    public async Task<MappingPage> ListAsync(MappingQuery query, string? cursor, int pageSize, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        EntityFilter filter = query switch
        {
            MappingQuery.Open => new EntityFilter.Is(MappingEntity.IsOpen, true),
            MappingQuery.Watched => new EntityFilter.Is(MappingEntity.IsWatched, true),
            MappingQuery.WaitingLongest waiting =>
                new EntityFilter.StartsWith(
                    MappingEntity.WaitingOn(waiting.Side), MappingEntity.UrgencyKey(waiting.Urgency)),
            MappingQuery.Unqueued => new EntityFilter.Is(MappingEntity.IsUnqueued, true),
            MappingQuery.Refused => new EntityFilter.Is(MappingEntity.IsRefused, true),
            MappingQuery.TitleStartsWith title => new EntityFilter.StartsWith(MappingEntity.TitleKey, title.Prefix),
            MappingQuery.LatestContent => new EntityFilter.LatestFirst(MappingEntity.NewContentAt),
            MappingQuery.ResolvedBefore resolved => new EntityFilter.Before(MappingEntity.ResolvedAt, resolved.Instant),
            _ => throw new UnreachableException(),
        };

        // One more than asked tells whether this page is the last: Datastore itself says so only on the page behind it.
        var found = await entities.QueryAsync(
            new EntityQuery(EntityKey.Mapping, filter, Cursor: cursor, Limit: pageSize + 1), cancel);
        return new MappingPage(
            [.. found.Hits.Take(pageSize).Select(h => reader.Read(h.Entity, MappingEntity.Read))],
            found.Hits.Count > pageSize ? found.Hits[pageSize - 1].Cursor : null,
            found.StoreTime);
    }

    public async Task<IReadOnlyList<LagSample>> ListLagAsync(CancellationToken cancel)
    {
        var found = await entities.LookupAsync(
            [.. Enumerable.Range(0, LagSample.SlotCount).Select(LagEntity.KeyOf)], cancel);
        return [.. found.Entities.Select(e => reader.Read(e, LagEntity.Read)).OrderBy(sample => sample.At)];
    }

    public async Task<IReadOnlyList<CaseIdentity>> ListTombstonesAsync(
        DateTimeOffset buriedBefore, int max, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var buried = new EntityFilter.Before(IdentityEntity.BuriedAt, buriedBefore);
        var found = await entities.QueryAsync(new EntityQuery(EntityKey.Identity, buried, Limit: max), cancel);
        return [.. found.Hits.Select(h => reader.Read(h.Entity, IdentityEntity.Read))];
    }

    public async Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancel)
    {
        var writes = new Dictionary<EntityKey, EntityWrite>();
        foreach (var write in commit.Writes.Select(Translate))
        {
            // Of a ledger entry the last word counts; elsewhere two writes would each demand a version of their own.
            if (!writes.TryAdd(write.Key, write) && write.Key.Kind != EntityKey.Item)
            {
                throw new ArgumentException($"A commit writes {write.Key} twice.", nameof(commit));
            }

            writes[write.Key] = write;
        }

        await AddLedgerDeletesAsync(writes, cancel);

        // What was never stored cannot be deleted.
        return !writes.Values.Any(w => w is EntityWrite.Delete { Version: 0 })
            && (writes.Count == 0 || await entities.TryCommitAsync(writes.Values, cancel));
    }

    private async Task AddLedgerDeletesAsync(Dictionary<EntityKey, EntityWrite> writes, CancellationToken cancel)
    {
        var deletes = writes.Values.OfType<EntityWrite.Delete>().Where(d => d.Key.Kind == EntityKey.Mapping);
        foreach (var mapping in deletes.Select(d => d.Key).ToList())
        {
            if (writes.Keys.FirstOrDefault(k => k.Parent == mapping.Name) is { } item)
            {
                throw new ArgumentException($"A commit deletes {mapping} and writes {item}.", nameof(writes));
            }

            // An entry that another adds now comes with a new version of the mapping, which makes this commit fail.
            var ledger = await entities.QueryAsync(
                new EntityQuery(EntityKey.Item, null, Parent: mapping.Name, KeysOnly: true), cancel);
            foreach (var hit in ledger.Hits)
            {
                writes.Add(hit.Entity.Key, new EntityWrite.Delete(hit.Entity.Key, null));
            }
        }
    }

    private static EntityWrite Translate(StoreWrite write) => write switch
    {
        StoreWrite.PutGlobal put => InsertOrReplace(GlobalEntity.Write(put.Global)),
        StoreWrite.PutMapping put => InsertOrReplace(MappingEntity.Write(put.Mapping)),
        StoreWrite.PutIdentity put => InsertOrReplace(IdentityEntity.Write(put.Identity)),
        StoreWrite.PutItem put => new EntityWrite.Put(EntityLimits.Checked(ItemEntity.Write(put.MappingId, put.Item))),
        StoreWrite.PutLag put => new EntityWrite.Put(LagEntity.Write(put.Sample)),
        StoreWrite.DeleteMapping delete =>
            new EntityWrite.Delete(EntityKey.OfMapping(delete.Mapping.Id), delete.Mapping.Version),
        StoreWrite.DeleteIdentity delete =>
            new EntityWrite.Delete(IdentityEntity.KeyOf(delete.Identity.Key), delete.Identity.Version),
        StoreWrite.DeleteItem delete => new EntityWrite.Delete(ItemEntity.KeyOf(delete.MappingId, delete.Key), null),
        _ => throw new UnreachableException(),
    };

    private static EntityWrite InsertOrReplace(StoredEntity entity) => entity.Version == 0
        ? new EntityWrite.Insert(EntityLimits.Checked(entity))
        : new EntityWrite.Replace(EntityLimits.Checked(entity));
}
