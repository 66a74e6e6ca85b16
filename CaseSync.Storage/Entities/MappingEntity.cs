using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;

namespace CaseSync.Storage.Entities;

/// <summary>How a <see cref="CaseMapping"/> is stored: the guide's property names, then what the guide lacks.</summary>
internal static class MappingEntity
{
    /// <summary>Indexed while true.</summary>
    public const string IsOpen = "isOpen";

    /// <summary>Indexed while true.</summary>
    public const string IsWatched = "isWatched";

    /// <summary>Indexed while true.</summary>
    public const string IsUnqueued = "isUnqueued";

    /// <summary>Indexed while true.</summary>
    public const string IsRefused = "isRefused";

    /// <summary>Indexed, as <see cref="NewContentAt"/> is, for people who look for a case.</summary>
    public const string TitleKey = "titleKey";

    public const string NewContentAt = "newContentAt";

    public const string ResolvedAt = "resolvedAt";

    /// <summary>Indexed while a change of the side waits: urgency, then since when.</summary>
    public static string WaitingOn(Side side) => Prefix(side) + "Waiting";

    /// <summary>How the values of <see cref="WaitingOn"/> of one urgency begin.</summary>
    public static string UrgencyKey(Priority urgency) => $"{urgency} ";

    public static StoredEntity Write(CaseMapping mapping)
    {
        PropertyBag properties = new()
        {
            { EntityVersion.Property, EntityVersion.Current },
            { "googleCaseName", mapping.GoogleCaseName?.Value },
            { "companyCaseID", mapping.CompanyCaseId?.Value },
            { NewContentAt, mapping.NewContentAt, true },
            { ResolvedAt, mapping.ResolvedAt, true },
            { "priority", (long?)mapping.Priority },
            { "createdAt", mapping.CreatedAt },
            { "title", mapping.Title },
            { TitleKey, new PropertyValue(Text: mapping.TitleKey, IsIndexed: true) },
            { "leaseOwner", mapping.Lease?.Owner },
            { "leaseUntil", mapping.Lease?.Until },
            { "sentUntil", mapping.SentUntil },
            { "epoch", mapping.Epoch },
            { "syncs", mapping.Syncs },
            { "isPaused", mapping.IsPaused },
            { "brokenReason", mapping.BrokenReason },
            { "hasRefusedItems", mapping.HasRefusedItems },
            { "lateSince", mapping.LateSince },
            { IsOpen, mapping.IsOpen, mapping.IsOpen },
            { IsWatched, mapping.IsWatched, mapping.IsWatched },
            { IsUnqueued, mapping.IsUnqueued, mapping.IsUnqueued },
            { IsRefused, mapping.IsRefused, mapping.IsRefused },
        };
        WriteSide(properties, mapping, Side.Google);
        WriteSide(properties, mapping, Side.Company);
        return new StoredEntity(EntityKey.OfMapping(mapping.Id), mapping.Version, properties);
    }

    public static CaseMapping Read(StoredEntity entity)
    {
        var properties = entity.Properties;
        return new CaseMapping
        {
            Id = entity.Key.Name,
            Version = entity.Version,
            GoogleCaseName = properties.Text("googleCaseName") is { } name ? GoogleCaseName.Parse(name) : null,
            CompanyCaseId = properties.Text("companyCaseID") is { } id ? CompanyCaseId.Parse(id) : null,
            NewContentAt = properties.RequiredInstant(NewContentAt),
            ResolvedAt = properties.Instant(ResolvedAt),
            Priority = (Priority?)properties.Number("priority"),
            CreatedAt = properties.RequiredInstant("createdAt"),
            Title = properties.Text("title"),
            Lease = properties.Text("leaseOwner") is { } owner
                ? new Lease(owner, properties.RequiredInstant("leaseUntil"))
                : null,
            SentUntil = properties.Instant("sentUntil"),
            Epoch = properties.Number("epoch") ?? 0,
            Syncs = properties.Number("syncs") ?? 0,
            IsPaused = properties.Flag("isPaused"),
            BrokenReason = properties.Text("brokenReason"),
            HasRefusedItems = properties.Flag("hasRefusedItems"),
            LateSince = properties.Instant("lateSince"),
            Google = ReadSide(properties, Side.Google),
            Company = ReadSide(properties, Side.Company),
        };
    }

    // One property, so that no query needs an index of two; of one length, so that texts sort as instants do.
    private static PropertyValue WaitingKey(CaseMapping mapping, Side side) => Waiting.Since(mapping, side) is { } since
        ? new PropertyValue(
            Text: UrgencyKey(Waiting.UrgencyOf(mapping))
                + PropertyBag.Truncate(since).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            IsIndexed: true)
        : default;

    private static void WriteSide(PropertyBag properties, CaseMapping mapping, Side side)
    {
        var (progress, prefix) = (mapping.On(side), Prefix(side));
        properties.Add(prefix + "UpdatesSyncedAt", progress.UpdatesSyncedAt);
        properties.Add(prefix + "DirtySince", progress.DirtySince);
        properties.Add(WaitingOn(side), WaitingKey(mapping, side));
        properties.Add(prefix + "SeenVersion", progress.SeenVersion);
        properties.Add(prefix + "QueuedVersion", progress.QueuedVersion);
        properties.Add(prefix + "ReadThrough", progress.ReadThrough);
        properties.Add(prefix + "MirroredThrough", progress.MirroredThrough);
        properties.Add(prefix + "State", progress.State?.ToString());
        properties.Add(prefix + "RefusedPriority", (long?)progress.RefusedPriority);
        properties.Add(prefix + "PriorityFailingSince", progress.PriorityFailingSince);
        properties.Add($"outageCommentSentTo{side}", progress.OutageCommentSent);
        properties.Add(prefix + "TraceParent", progress.TraceParent);
        properties.Add(prefix + "LaterTraceParents", progress.LaterTraceParents);
        properties.Add(prefix + "CheckDueAt", progress.CheckDueAt);
        properties.Add(prefix + "LastError", progress.LastError);
        properties.Add(prefix + "NextTryAt", progress.NextTryAt);
    }

    private static SideProgress ReadSide(PropertyBag properties, Side side)
    {
        var prefix = Prefix(side);
        return new SideProgress
        {
            UpdatesSyncedAt = properties.Instant(prefix + "UpdatesSyncedAt"),
            DirtySince = properties.Instant(prefix + "DirtySince"),
            SeenVersion = properties.Instant(prefix + "SeenVersion"),
            QueuedVersion = properties.Instant(prefix + "QueuedVersion"),
            ReadThrough = properties.Instant(prefix + "ReadThrough"),
            MirroredThrough = properties.Instant(prefix + "MirroredThrough"),
            State = properties.Text(prefix + "State") is { } state ? Enum.Parse<CaseState>(state) : null,
            RefusedPriority = (Priority?)properties.Number(prefix + "RefusedPriority"),
            PriorityFailingSince = properties.Instant(prefix + "PriorityFailingSince"),
            OutageCommentSent = properties.Flag($"outageCommentSentTo{side}"),
            TraceParent = properties.Text(prefix + "TraceParent"),
            LaterTraceParents = properties.Text(prefix + "LaterTraceParents"),
            CheckDueAt = properties.Instant(prefix + "CheckDueAt"),
            LastError = properties.Text(prefix + "LastError"),
            NextTryAt = properties.Instant(prefix + "NextTryAt"),
        };
    }

    private static string Prefix(Side side) => side == Side.Google ? "google" : "company";
}
