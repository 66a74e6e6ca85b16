using System.Collections;
using System.Globalization;

namespace CaseSync.Storage.Entities;

/// <summary>One property's value; all null is null.</summary>
/// <param name="IsIndexed">Whether a query filters on it. No other is indexed: each would cost a write.</param>
internal readonly record struct PropertyValue(
    string? Text = null, long? Number = null, bool? Flag = null, DateTimeOffset? Instant = null,
    bool IsIndexed = false);

/// <summary>
/// An entity's properties by name. An instant loses what is below its microsecond here, for both databases alike, since
/// Datastore keeps no more; a stored instant is never later than the one it was given.
/// </summary>
internal sealed class PropertyBag : IEnumerable<KeyValuePair<string, PropertyValue>>
{
    private readonly Dictionary<string, PropertyValue> _values = new(StringComparer.Ordinal);

    public void Add(string name, string? value) => Add(name, new PropertyValue(Text: value));

    public void Add(string name, long? value) => Add(name, new PropertyValue(Number: value));

    public void Add(string name, bool value, bool indexed = false) =>
        Add(name, new PropertyValue(Flag: value, IsIndexed: indexed));

    // A null is not indexed: Datastore sorts it before every instant, so a query for what is earlier would find it.
    public void Add(string name, DateTimeOffset? value, bool indexed = false) => Add(name, value is { } at
        ? new PropertyValue(Instant: Truncate(at), IsIndexed: indexed)
        : default);

    public void Add(string name, PropertyValue value) => _values.Add(name, value);

    public string? Text(string name) => _values.GetValueOrDefault(name).Text;

    public long? Number(string name) => _values.GetValueOrDefault(name).Number;

    public bool Flag(string name) => _values.GetValueOrDefault(name).Flag ?? false;

    /// <summary>SQLite's JSON keeps an instant as text.</summary>
    public DateTimeOffset? Instant(string name) => _values.GetValueOrDefault(name) switch
    {
        { Instant: { } instant } => instant,
        { Text: { } text } => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => null,
    };

    public DateTimeOffset RequiredInstant(string name) => Instant(name) ?? throw Missing(name);

    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    public long RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static DateTimeOffset Truncate(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static FormatException Missing(string name) => new($"its property {name} is missing");
}
