using Google.Protobuf;

namespace CaseSync.Tests.EndToEnd.Otlp;

/// <summary>
/// A protobuf message as it stands on the wire: its fields by number. Who reads it knows what they mean.
/// </summary>
internal sealed class WireMessage
{
    private readonly ILookup<uint, object> _fields;

    private WireMessage(IEnumerable<(uint Number, object Value)> fields) =>
        _fields = fields.ToLookup(field => field.Number, field => field.Value);

    public static WireMessage Parse(ReadOnlySpan<byte> bytes) => new(Read(new CodedInputStream(bytes.ToArray())));

    public bool Has(uint field) => _fields.Contains(field);

    public IEnumerable<WireMessage> Messages(uint field) =>
        _fields[field].Cast<ByteString>().Select(bytes => Parse(bytes.Span));

    /// <summary>Empty where it is left out, as protobuf has it; so with numbers.</summary>
    public string Text(uint field) => Bytes(field).ToStringUtf8();

    public string Hex(uint field) => Convert.ToHexStringLower(Bytes(field).Span);

    public long Number(uint field) => (long)(ulong)(_fields[field].LastOrDefault() ?? 0UL);

    public double Double(uint field) => BitConverter.Int64BitsToDouble(Number(field));

    private ByteString Bytes(uint field) => (ByteString?)_fields[field].LastOrDefault() ?? ByteString.Empty;

    private static List<(uint Number, object Value)> Read(CodedInputStream input)
    {
        var fields = new List<(uint, object)>();
        while (input.ReadTag() is var tag && tag != 0)
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => (ulong)input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes(),
                var other => throw new InvalidDataException($"OTLP has no fields of wire type {other}."),
            };
            fields.Add(((uint)WireFormat.GetTagFieldNumber(tag), value));
        }

        return fields;
    }
}
