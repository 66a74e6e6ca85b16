using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Google.CustomerCare;

/// <summary>
/// Between our words and those of Cloud Support API v2. Whatever the API may leave out, or add one day, is borne.
/// </summary>
internal static class CloudSupportTranslation
{
    /// <summary>The case; null when its name is none that we know how to use.</summary>
    public static SupportCase? FindCase(WireCase wire) =>
        GoogleCaseName.TryParse(wire.Name, out var name) ? ToCase(wire, name) : null;

    public static SupportCase ToCase(WireCase wire, GoogleCaseName name) => new()
    {
        Ref = name,
        Title = wire.DisplayName,
        Description = wire.Description,
        Priority = ToPriority(wire.Priority),
        State = wire.State == "CLOSED" ? CaseState.Closed : CaseState.Open,
        CreatedAt = wire.CreateTime,
        UpdatedAt = wire.UpdateTime,
        Creator = ToAuthor(wire.Creator),
    };

    public static WireCase ToWire(NewCase draft, CustomerCareOptions options) => new()
    {
        DisplayName = draft.Title,
        Description = draft.Description,
        Priority = draft.Priority is { } priority ? ToWire(priority) : null,
        Classification = new WireClassification { Id = options.ClassificationId },
        LanguageCode = options.LanguageCode,
        TimeZone = options.TimeZone,
    };

    public static string ToWire(Priority priority) => $"P{(int)priority}";

    /// <summary>The comment; null when nothing tells it apart from others or puts it in order.</summary>
    public static Comment? FindComment(WireComment wire) =>
        LastSegment(wire.Name) is { } id && wire.CreateTime is { } at
        ? new Comment(id, wire.Body ?? wire.PlainTextBody ?? "", ToAuthor(wire.Creator), at)
        : null;

    /// <summary>The attachment; null when nothing tells it apart from others or puts it in order.</summary>
    public static Attachment? FindAttachment(WireAttachment wire) =>
        LastSegment(wire.Name) is { } id && wire.CreateTime is { } at
        ? new Attachment(
            id, string.IsNullOrEmpty(wire.Filename) ? id : wire.Filename, wire.MimeType, wire.SizeBytes ?? 0,
            ToAuthor(wire.Creator), at)
        : null;

    public static WriteReceipt ToReceipt(string? name, WireActor? creator) => new(LastSegment(name), ToAuthor(creator));

    /// <summary>
    /// The search for cases changed after an instant. The API keeps an unknown precision, so a second is taken off;
    /// its examples write an offset, so "Z" is not sent.
    /// </summary>
    public static string UpdatedAfter(DateTimeOffset instant)
    {
        var floor = instant.ToUniversalTime().AddSeconds(-1);
        return string.Create(CultureInfo.InvariantCulture, $"update_time>\"{floor:yyyy-MM-dd'T'HH:mm:sszzz}\"");
    }

    /// <summary>
    /// The search for words as a phrase. Its grammar has no escape that is written down, so its own characters become
    /// spaces.
    /// </summary>
    public static string Phrase(string words) => $"\"{words.Replace('"', ' ').Replace('\\', ' ')}\"";

    private static Priority? ToPriority(string? wire) => wire switch
    {
        "P0" => Priority.P0,
        "P1" => Priority.P1,
        "P2" => Priority.P2,
        "P3" => Priority.P3,
        "P4" => Priority.P4,
        _ => null,
    };

    // "username" replaces the deprecated "email"; Google's own agents have no username and an obfuscated e-mail.
    private static Author ToAuthor(WireActor? actor) => actor is null
        ? Author.Unknown
        : new Author(NullIfEmpty(actor.Username) ?? NullIfEmpty(actor.Email), NullIfEmpty(actor.DisplayName));

    private static string? LastSegment(string? name) => NullIfEmpty(name?[(name.LastIndexOf('/') + 1)..]);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
