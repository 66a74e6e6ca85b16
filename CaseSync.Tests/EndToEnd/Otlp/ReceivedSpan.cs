namespace CaseSync.Tests.EndToEnd.Otlp;

/// <summary>A span as opentelemetry/proto/trace/v1/trace.proto has it, as far as a test asks.</summary>
internal sealed record ReceivedSpan
{
    private static readonly string[] s_kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    public required string Service { get; init; }
    public required string TraceId { get; init; }
    public required string Id { get; init; }

    /// <summary>Empty of a root.</summary>
    public required string ParentId { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The ids of the linked spans.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>Who, what and how, as the tests name it.</summary>
    public string Role => $"{Service}: {Kind} {Name}";

    public override string ToString() =>
        $"{TraceId[..6]} {ParentId} > {Id} {Role} ["
        + string.Join(", ", Attributes.Where(tag => tag.Key.StartsWith("casesync", StringComparison.Ordinal)))
        + (Links.Count == 0 ? "]" : $"] links {string.Join(", ", Links)}");

    /// <summary>The spans of one export request.</summary>
    public static IEnumerable<ReceivedSpan> Of(WireMessage request) =>
        from resource in request.Messages(1)
        let service = OtlpAttributes.ServiceOf(resource)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan
        {
            Service = service,
            TraceId = span.Hex(1),
            Id = span.Hex(2),
            ParentId = span.Hex(4),
            Name = span.Text(5),
            Kind = s_kinds[span.Number(6)],
            Attributes = OtlpAttributes.Of(span.Messages(9)),
            Links = [.. span.Messages(13).Select(link => link.Hex(2))],
        };
}
