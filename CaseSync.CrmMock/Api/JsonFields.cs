using System.Net.Mime;
using System.Text;
using System.Text.Json;
using CaseSync.CrmMock.Cases;
using Microsoft.Net.Http.Headers;

namespace CaseSync.CrmMock.Api;

/// <summary>A JSON body's fields. Refuses what is not JSON, and by name an unknown, repeated or wrong field.</summary>
internal sealed class JsonFields
{
    private const int BodyBytesMax = 1024 * 1024;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };
    private readonly JsonElement _body;

    private JsonFields(JsonElement body) => _body = body;

    public static async Task<JsonFields> ReadAsync(HttpRequest request, string[] known, CancellationToken cancel)
    {
        CheckContentType(request);
        var bytes = await ReadBytesAsync(request, cancel);
        JsonElement body;
        try
        {
            using var document = JsonDocument.Parse(bytes, s_strict);
            body = document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw RequestRefusedException.Invalid($"The body is not JSON: {broken.Message}");
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            throw RequestRefusedException.Invalid($"The body is {Describe(body)}; it takes an object.");
        }

        foreach (var field in body.EnumerateObject())
        {
            if (!known.Contains(field.Name, StringComparer.Ordinal))
            {
                throw RequestRefusedException.Invalid(
                    $"'{Quote.Short(field.Name)}' is not a field here; "
                    + (known.Length == 0 ? "there is none." : $"it takes {string.Join(", ", known)}."));
            }
        }

        return new(body);
    }

    public string? Text(string name) =>
        Find(name) is not { } value ? null : TextOf(value) ?? throw Wrong(name, value, "a string");

    /// <returns>Empty for null, which clears the field; null where the field is absent.</returns>
    public string? TextOrNull(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Null ? ""
        : TextOf(value) ?? throw Wrong(name, value, "a string or null");

    public bool? Flag(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, value, "true or false");

    public int? Whole(string name, string taken) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong(name, value, taken);

    public IReadOnlyList<string>? Texts(string name)
    {
        const string Taken = "a list of strings";
        if (Find(name) is not { } list)
        {
            return null;
        }

        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(value => TextOf(value) ?? throw Wrong(name, list, Taken))]
            : throw Wrong(name, list, Taken);
    }

    public Visibility Visibility() =>
        Text("visibility") is not { } text ? Cases.Visibility.Public
        : Names.TryParse<Visibility>(text, out var visibility) ? visibility
        : throw Wrong("visibility", Find("visibility")!.Value, Names.List<Visibility>());

    public static RequestRefusedException Missing(string name) =>
        RequestRefusedException.Invalid($"{name} is missing; this call needs it.");

    private static void CheckContentType(HttpRequest request)
    {
        var known = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || Equals(type.Encoding, Encoding.UTF8));
        if (!known)
        {
            throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type is '{Quote.Short(request.ContentType ?? "")}'; it takes application/json in UTF-8.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > BodyBytesMax)
            {
                throw RequestRefusedException.TooLarge(
                    $"The body is too large; this call takes at most {BodyBytesMax} bytes.");
            }
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private JsonElement? Find(string name) => _body.TryGetProperty(name, out var value) ? value : null;

    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // JSON can spell half a surrogate pair, which no text can hold.
            throw RequestRefusedException.Invalid(
                "The body has a string with half a surrogate pair; it takes Unicode text.");
        }
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Quote.Short(value.GetRawText()),
    };

    private static RequestRefusedException Wrong(string name, JsonElement got, string taken) =>
        RequestRefusedException.Invalid($"{name} is {Describe(got)}; it takes {taken}.");
}
