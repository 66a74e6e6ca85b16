using System.Text.Json.Serialization;

namespace CaseSync.Storage.Datastore;

// Datastore's REST API v1, as far as it is used here. It writes 64-bit numbers as strings and leaves out what is empty.

internal sealed record LookupRequest(string DatabaseId, IReadOnlyList<DatastoreKey> Keys);

internal sealed record LookupResponse(
    DateTimeOffset ReadTime, IReadOnlyList<EntityResult>? Found = null, IReadOnlyList<DatastoreKey>? Deferred = null);

internal sealed record RunQueryRequest(string DatabaseId, PartitionId PartitionId, DatastoreQuery Query);

internal sealed record RunQueryResponse(QueryResultBatch Batch);

internal sealed record QueryResultBatch(
    string MoreResults, DateTimeOffset ReadTime,
    IReadOnlyList<EntityResult>? EntityResults = null, string? EndCursor = null);

internal sealed record CommitRequest(
    string DatabaseId, string Mode, TransactionOptions SingleUseTransaction, IReadOnlyList<Mutation> Mutations);

internal sealed record CommitResponse(IReadOnlyList<MutationResult> MutationResults);

internal sealed record TransactionOptions(ReadWriteOptions ReadWrite);

internal sealed record ReadWriteOptions;

internal sealed record MutationResult(bool ConflictDetected = false);

internal sealed record Mutation
{
    public DatastoreEntity? Insert { get; init; }

    public DatastoreEntity? Update { get; init; }

    public DatastoreEntity? Upsert { get; init; }

    public DatastoreKey? Delete { get; init; }

    public long? BaseVersion { get; init; }

    public string? ConflictResolutionStrategy { get; init; }
}

internal sealed record EntityResult(DatastoreEntity Entity, long Version = 0, string? Cursor = null);

internal sealed record DatastoreEntity(
    DatastoreKey Key, IReadOnlyDictionary<string, DatastoreValue>? Properties = null);

internal sealed record DatastoreKey(PartitionId PartitionId, IReadOnlyList<PathElement> Path);

internal sealed record PartitionId(string ProjectId, string? DatabaseId = null, string? NamespaceId = null);

internal sealed record PathElement(string Kind, string Name);

internal sealed record DatastoreValue
{
    public string? NullValue { get; init; }

    public bool? BooleanValue { get; init; }

    public long? IntegerValue { get; init; }

    public DateTimeOffset? TimestampValue { get; init; }

    public string? StringValue { get; init; }

    public DatastoreKey? KeyValue { get; init; }

    public bool? ExcludeFromIndexes { get; init; }
}

internal sealed record DatastoreQuery
{
    public required IReadOnlyList<KindExpression> Kind { get; init; }

    public required QueryFilter? Filter { get; init; }

    public IReadOnlyList<PropertyOrder>? Order { get; init; }

    public IReadOnlyList<Projection>? Projection { get; init; }

    public string? StartCursor { get; init; }

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int? Limit { get; init; }
}

internal sealed record KindExpression(string Name);

internal sealed record QueryFilter
{
    public PropertyFilter? PropertyFilter { get; init; }

    public CompositeFilter? CompositeFilter { get; init; }
}

internal sealed record CompositeFilter(string Op, IReadOnlyList<QueryFilter> Filters);

internal sealed record PropertyFilter(PropertyReference Property, string Op, DatastoreValue Value);

internal sealed record PropertyOrder(PropertyReference Property, string? Direction = null);

internal sealed record Projection(PropertyReference Property);

internal sealed record PropertyReference(string Name);

internal sealed record ErrorResponse(ErrorBody Error);

internal sealed record ErrorBody(string? Message = null, string? Status = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LookupRequest))]
[JsonSerializable(typeof(LookupResponse))]
[JsonSerializable(typeof(RunQueryRequest))]
[JsonSerializable(typeof(RunQueryResponse))]
[JsonSerializable(typeof(CommitRequest))]
[JsonSerializable(typeof(CommitResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class DatastoreJson : JsonSerializerContext;
