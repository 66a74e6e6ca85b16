using System.Diagnostics;
using CaseSync.Storage.Entities;

namespace CaseSync.Storage.Datastore;

/// <summary>Between our entities and Datastore's words.</summary>
internal sealed class DatastoreTranslation(StoreOptions options)
{
    private const string KeyProperty = "__key__";
    private const string NullValue = "NULL_VALUE";

    private const string Descending = "DESCENDING";

    // Without FAIL a conflict would keep the stored entity, make the other writes, and answer 200.
    private const string Fail = "FAIL";

    private readonly PartitionId _partition = new(
        options.ProjectId, NullIfEmpty(options.DatabaseId), NullIfEmpty(options.Namespace));

    public LookupRequest Lookup(IReadOnlyList<DatastoreKey> keys) => new(options.DatabaseId, keys);

    public CommitRequest Commit(IEnumerable<EntityWrite> writes) => new(
        options.DatabaseId, "TRANSACTIONAL", new TransactionOptions(new ReadWriteOptions()),
        [.. writes.Select(ToMutation)]);

    public RunQueryRequest Query(EntityQuery query) => new(options.DatabaseId, _partition, new DatastoreQuery
    {
        Kind = [new KindExpression(query.Kind)],
        Filter = ToFilter(query),
        // An instant's order needs no more than the filter's index; a ledger's does not matter.
        Order = query switch
        {
            { Filter: EntityFilter.Before or EntityFilter.StartsWith } =>
                [new PropertyOrder(new PropertyReference(query.Filter.Property))],
            { Filter: EntityFilter.LatestFirst latest } =>
                [new PropertyOrder(new PropertyReference(latest.Property), Descending)],
            { Parent: null } => [new PropertyOrder(new PropertyReference(KeyProperty))],
            _ => null,
        },
        Projection = query.KeysOnly ? [new Projection(new PropertyReference(KeyProperty))] : null,
        StartCursor = query.Cursor,
        Limit = query.Limit,
    });

    public DatastoreKey ToKey(EntityKey key) => new(_partition, key.Parent is { } parent
        ? [new PathElement(EntityKey.Mapping, parent), new PathElement(key.Kind, key.Name)]
        : [new PathElement(key.Kind, key.Name)]);

    public static StoredEntity ToEntity(EntityResult result)
    {
        var path = result.Entity.Key.Path;
        PropertyBag properties = [];
        foreach (var (name, value) in result.Entity.Properties ?? new Dictionary<string, DatastoreValue>())
        {
            properties.Add(name, new PropertyValue(
                value.StringValue, value.IntegerValue, value.BooleanValue, value.TimestampValue,
                value.ExcludeFromIndexes is not true));
        }

        var key = new EntityKey(path[^1].Kind, path[^1].Name, path.Count > 1 ? path[0].Name : null);
        return new StoredEntity(key, result.Version, properties);
    }

    private Mutation ToMutation(EntityWrite write) => write switch
    {
        EntityWrite.Insert insert => new Mutation { Insert = ToEntity(insert.Entity) },
        EntityWrite.Put put => new Mutation { Upsert = ToEntity(put.Entity) },
        EntityWrite.Replace replace => new Mutation
        {
            Update = ToEntity(replace.Entity, BasedOn(replace.Entity.Version)),
            BaseVersion = replace.Entity.Version,
            ConflictResolutionStrategy = Fail,
        },
        EntityWrite.Delete { Version: null } delete => new Mutation { Delete = ToKey(delete.Key) },
        EntityWrite.Delete delete => new Mutation
        {
            Delete = ToKey(delete.Key),
            BaseVersion = delete.Version,
            ConflictResolutionStrategy = Fail,
        },
        _ => throw new UnreachableException(),
    };

    private DatastoreEntity ToEntity(StoredEntity entity, params KeyValuePair<string, PropertyValue>[] more) =>
        new(ToKey(entity.Key), entity.Properties.Concat(more).ToDictionary(p => p.Key, p => ToValue(p.Value)));

    // Datastore leaves the version alone when a write changes nothing, and two writers would both win. This always
    // does.
    private static KeyValuePair<string, PropertyValue> BasedOn(long version) =>
        new("basedOn", new PropertyValue(Number: version));

    private static DatastoreValue ToValue(PropertyValue value) => new()
    {
        StringValue = value.Text,
        IntegerValue = value.Number,
        BooleanValue = value.Flag,
        TimestampValue = value.Instant,
        NullValue = value is { Text: null, Number: null, Flag: null, Instant: null } ? NullValue : null,
        ExcludeFromIndexes = value.IsIndexed ? null : true,
    };

    private QueryFilter? ToFilter(EntityQuery query)
    {
        List<QueryFilter> filters = [];
        if (query.Parent is { } parent)
        {
            var key = new DatastoreValue { KeyValue = ToKey(EntityKey.OfMapping(parent)) };
            filters.Add(Compare(KeyProperty, "HAS_ANCESTOR", key));
        }

        filters.AddRange(query.Filter switch
        {
            null or EntityFilter.LatestFirst => [],
            EntityFilter.Is flag => [Compare(flag.Property, "EQUAL", new DatastoreValue { BooleanValue = flag.Value })],
            EntityFilter.Before before =>
                [Compare(before.Property, "LESS_THAN",
                    new DatastoreValue { TimestampValue = PropertyBag.Truncate(before.Instant) })],
            EntityFilter.StartsWith text =>
            [
                Compare(text.Property, "GREATER_THAN_OR_EQUAL", new DatastoreValue { StringValue = text.Prefix }),
                Compare(text.Property, "LESS_THAN", new DatastoreValue { StringValue = text.End }),
            ],
            _ => throw new UnreachableException(),
        });
        return filters switch
        {
            [] => null,
            [var one] => one,
            _ => new QueryFilter { CompositeFilter = new CompositeFilter("AND", filters) },
        };
    }

    private static QueryFilter Compare(string property, string op, DatastoreValue value) =>
        new() { PropertyFilter = new PropertyFilter(new PropertyReference(property), op, value) };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
