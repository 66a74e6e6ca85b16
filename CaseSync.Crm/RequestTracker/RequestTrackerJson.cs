using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// What REST 2 sends. Its names are case-sensitive (<c>Type</c> is what happened, <c>type</c> is <c>transaction</c>);
/// ids are numbers in one answer and strings in the next.
/// </summary>
internal sealed record WireTicket
{
    [JsonPropertyName("id"), JsonRequired] // Without it, it would read as another ticket: this one as gone.
    public long Id { get; init; }

    public string? Subject { get; init; }

    public string? Status { get; init; }

    /// <summary>A number, in a string or not, or the queue's label for one.</summary>
    public JsonElement Priority { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public WireUser? Creator { get; init; }

    public WireQueue? Queue { get; init; }

    public IReadOnlyList<WireField>? CustomFields { get; init; }
}

/// <param name="Id">The login.</param>
/// <param name="RealName">Only where it was asked for.</param>
internal sealed record WireUser([property: JsonPropertyName("id")] string? Id, string? RealName = null);

/// <param name="Values">Texts; objects where the field holds images or files.</param>
internal sealed record WireField(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("values")] IReadOnlyList<JsonElement>? Values);

internal sealed record WireTransaction
{
    [JsonPropertyName("id"), JsonRequired]
    public long Id { get; init; }

    public string? Type { get; init; }

    public WireUser? Creator { get; init; }

    public DateTimeOffset? Created { get; init; }
}

/// <summary>A MIME part of a transaction: what was written, in one or two forms, or a file.</summary>
internal sealed record WirePart
{
    [JsonPropertyName("id"), JsonRequired]
    public long Id { get; init; }

    [JsonRequired]
    public long TransactionId { get; init; }

    public string? Filename { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>As text, in lists; null unless asked for.</summary>
    public string? Content { get; init; }
}

/// <param name="Items">Never null in an answer of RT.</param>
/// <param name="Total">Of all pages, those included that our account may not see; null but for tickets.</param>
internal sealed record WireItems<T>(
    [property: JsonPropertyName("items")] IReadOnlyList<T>? Items,
    [property: JsonPropertyName("total")] int? Total);

internal sealed record WireMade
{
    [JsonPropertyName("id"), JsonRequired]
    public long Id { get; init; }
}

internal sealed record WireVersion(string? Version);

internal sealed record WireQueue(
    [property: JsonPropertyName("id")] long Id, IReadOnlyList<WireField>? TicketCustomFields = null);

/// <summary>A new ticket, or what is to change of one; what is null is left as it is.</summary>
internal sealed record WireTicketChange
{
    public string? Queue { get; init; }

    public string? Subject { get; init; }

    public string? Content { get; init; }

    public string? ContentType { get; init; }

    public int? Priority { get; init; }

    public string? Status { get; init; }

    public IReadOnlyDictionary<string, string>? CustomFields { get; init; }
}

/// <param name="Status">The ticket's, sent along where it must not change.</param>
internal sealed record WireMessage(string Content, string ContentType, string? Status);

/// <summary>
/// One condition of a search in JSON. All must hold; of several equalities on one field, one of them.
/// </summary>
internal sealed record WireCondition(
    [property: JsonPropertyName("field")] string Field,
    [property: JsonPropertyName("operator")] string Operator,
    [property: JsonPropertyName("value")] string Value);

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireTicket))]
[JsonSerializable(typeof(WireItems<WireTicket>), TypeInfoPropertyName = "Tickets")]
[JsonSerializable(typeof(WireItems<WireTransaction>), TypeInfoPropertyName = "Transactions")]
[JsonSerializable(typeof(WireItems<WirePart>), TypeInfoPropertyName = "Parts")]
[JsonSerializable(typeof(WireMade))]
[JsonSerializable(typeof(WireVersion))]
[JsonSerializable(typeof(WireQueue))]
[JsonSerializable(typeof(WireTicketChange))]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(IReadOnlyList<WireCondition>), TypeInfoPropertyName = "Conditions")]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Messages")]
internal sealed partial class RequestTrackerJson : JsonSerializerContext;
