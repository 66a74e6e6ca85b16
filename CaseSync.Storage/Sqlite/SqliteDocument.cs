using System.Text.Json;
using System.Text.Json.Serialization;
using CaseSync.Storage.Entities;

namespace CaseSync.Storage.Sqlite;

/// <summary>An entity's properties as one JSON object of plain values, which a person can read in the file.</summary>
internal static class SqliteDocument
{
    public static string Write(PropertyBag properties) =>
        JsonSerializer.Serialize(properties.ToDictionary(), SqliteDocumentJson.Default.DictionaryStringPropertyValue);

    public static PropertyBag Read(string document)
    {
        PropertyBag properties = [];
        foreach (var (name, value) in
            JsonSerializer.Deserialize(document, SqliteDocumentJson.Default.DictionaryStringPropertyValue) ?? [])
        {
            properties.Add(name, value);
        }

        return properties;
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(PropertyValueConverter)])]
[JsonSerializable(typeof(Dictionary<string, PropertyValue>))]
internal sealed partial class SqliteDocumentJson : JsonSerializerContext;

internal sealed class PropertyValueConverter : JsonConverter<PropertyValue>
{
    public override bool HandleNull => true;

    public override PropertyValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.True or JsonTokenType.False => new PropertyValue(Flag: reader.GetBoolean()),
            JsonTokenType.Number => new PropertyValue(Number: reader.GetInt64()),
            JsonTokenType.String => new PropertyValue(Text: reader.GetString()),
            var other => throw new JsonException($"A property is {other}; it takes a text, a number, a flag or null."),
        };

    public override void Write(Utf8JsonWriter writer, PropertyValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case { Text: { } text }: writer.WriteStringValue(text); break;
            case { Number: { } number }: writer.WriteNumberValue(number); break;
            case { Flag: { } flag }: writer.WriteBooleanValue(flag); break;
            case { Instant: { } instant }: writer.WriteStringValue(instant); break;
            default: writer.WriteNullValue(); break;
        }
    }
}
