using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Storage.Entities;

internal static class ItemEntity
{
    /// <summary>Indexed while false: only what is not done is ever looked for.</summary>
    public const string IsDone = "isDone";

    // The source id is the other system's word: encoded, it holds neither Datastore's '/' nor our ':'.
    public static EntityKey KeyOf(string mappingId, ItemKey key) => new(
        EntityKey.Item,
        string.Create(
            CultureInfo.InvariantCulture, $"{key.Side}:{key.Kind}:{Uri.EscapeDataString(key.SourceId)}:{key.Part}"),
        mappingId);

    public static StoredEntity Write(string mappingId, MirroredItem item)
    {
        var isDone = item.State == ItemState.Done;
        return new StoredEntity(KeyOf(mappingId, item.Key), 0, new PropertyBag
        {
            { EntityVersion.Property, EntityVersion.Current },
            { "state", item.State.ToString() },
            { IsDone, isDone, !isDone },
            { "targetId", item.TargetId },
            { "attemptedAt", item.AttemptedAt },
            { "attempts", item.Attempts },
            { "partCount", item.PartCount },
            { "textStart", item.TextStart },
            { "textLength", item.TextLength },
            { "text", item.Text },
            { "sourceCreatedAt", item.SourceCreatedAt },
            { "seenAt", item.SeenAt },
            { "finishedAt", item.FinishedAt },
            { "failingSince", item.FailingSince },
            { "retriedAt", item.RetriedAt },
            { "reason", item.Reason },
            { "traceParent", item.TraceParent },
        });
    }

    public static MirroredItem Read(StoredEntity entity)
    {
        var properties = entity.Properties;
        return new MirroredItem
        {
            Key = ReadKey(entity.Key.Name),
            State = Enum.Parse<ItemState>(properties.RequiredText("state")),
            TargetId = properties.Text("targetId"),
            AttemptedAt = properties.RequiredInstant("attemptedAt"),
            Attempts = (int)(properties.Number("attempts") ?? 0),
            PartCount = (int)(properties.Number("partCount") ?? 1),
            TextStart = (int)(properties.Number("textStart") ?? 0),
            TextLength = (int)(properties.Number("textLength") ?? 0),
            Text = properties.Text("text"),
            SourceCreatedAt = properties.Instant("sourceCreatedAt"),
            SeenAt = properties.Instant("seenAt"),
            FinishedAt = properties.Instant("finishedAt"),
            FailingSince = properties.Instant("failingSince"),
            RetriedAt = properties.Instant("retriedAt"),
            Reason = properties.Text("reason"),
            TraceParent = properties.Text("traceParent"),
        };
    }

    private static ItemKey ReadKey(string name) => name.Split(':') is [var side, var kind, var sourceId, var part]
        ? new ItemKey(
            Enum.Parse<Side>(side), Enum.Parse<ItemKind>(kind), Uri.UnescapeDataString(sourceId),
            int.Parse(part, CultureInfo.InvariantCulture))
        : throw new FormatException("its name is not 'side:kind:source id:part'");
}
