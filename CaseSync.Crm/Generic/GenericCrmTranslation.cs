using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Crm.Generic;

/// <summary>Between our words and those of the Generic CRM API.</summary>
internal static class GenericCrmTranslation
{
    public const string Open = "Open";

    /// <summary>The case; null when its id is none that we know how to use.</summary>
    public static SupportCase? FindCase(WireCase wire) =>
        CompanyCaseId.TryParse(wire.Id, out var id) ? ToCase(wire, id) : null;

    public static SupportCase ToCase(WireCase wire, CompanyCaseId id) => new()
    {
        Ref = id,
        Title = wire.Summary,
        Description = wire.Description,
        Priority = wire.Priority is >= (int)Priority.P0 and <= (int)Priority.P4 ? (Priority)wire.Priority : null,
        State = wire.Status == "Closed" ? CaseState.Closed : CaseState.Open,
        CreatedAt = wire.CreateTime,
        UpdatedAt = wire.UpdateTime,
        // Not said is not asked for: what Google gets cannot be taken back.
        IsSyncRequested = wire.SynchronizeWithGoogleCloudSupport ?? false,
        GoogleCaseName = GoogleCaseName.TryParse(wire.GoogleCaseName, out var name) ? name : null,
    };

    /// <summary>
    /// Guide: summary, priority, description, the component, and the Google case's name in its field.
    /// </summary>
    public static WireCase ToWire(NewCase draft) => new()
    {
        Summary = draft.Title,
        Description = draft.Description,
        Priority = (int?)draft.Priority,
        Components = ["Google Cloud"],
        GoogleCaseName = draft.GoogleCaseName?.Value,
        // Or the comments that people write on the mirror would never come back.
        SynchronizeWithGoogleCloudSupport = true,
    };

    /// <summary>The comment; null when nothing tells it apart from others or puts it in order.</summary>
    public static Comment? FindComment(WireComment wire) => wire is { Id: { Length: > 0 } id, CreateTime: { } at }
        ? new Comment(id, wire.Body ?? "", ToAuthor(wire.Author), at, IsPublic(wire.Visibility))
        : null;

    /// <summary>The attachment; null when nothing tells it apart from others or puts it in order.</summary>
    public static Attachment? FindAttachment(WireAttachment wire) =>
        wire is { Id: { Length: > 0 } id, CreateTime: { } at }
        ? new Attachment(
            id, string.IsNullOrEmpty(wire.Filename) ? id : wire.Filename, wire.ContentType, wire.SizeBytes ?? 0,
            ToAuthor(wire.Author), at, IsPublic(wire.Visibility))
        : null;

    public static Author ToAuthor(WireAuthor? author) =>
        author is null ? Author.Unknown : new Author(author.Id, author.DisplayName);

    public static string ToWire(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static string ToWire(MirrorVisibility visibility) =>
        visibility == MirrorVisibility.Public ? Public : "Internal";

    private const string Public = "Public";

    private static bool IsPublic(string? visibility) => visibility == Public;
}
