namespace CaseSync.Tests.EndToEnd.Otlp;

/// <summary>
/// One value of a metric, as opentelemetry/proto/metrics/v1/metrics.proto has it, as far as a test asks.
/// </summary>
/// <param name="Kind">As docs/operating.md has it: <c>gauge</c>, <c>counter</c> or <c>histogram</c>.</param>
/// <param name="Value">Of a histogram the sum.</param>
/// <param name="Count">Of a histogram how often it was recorded.</param>
/// <param name="HasExemplar">Whether one of what was recorded leads to its trace.</param>
internal sealed record ReceivedPoint(
    string Service, string Name, string Unit, string Kind, IReadOnlyDictionary<string, string> Attributes, double Value,
    long Count,
    bool HasExemplar)
{
    // Where Metric has its data, and what kind of instrument sends that.
    private static readonly (uint Field, string Kind)[] s_data = [(5, "gauge"), (7, "counter"), (9, "histogram")];

    public double Mean => Value / Count;

    /// <summary>What tells it from other series; the points of one come one after the other.</summary>
    public string Series =>
        $"{Service} {Name} {string.Join(' ', Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";

    /// <summary>The points of one export request.</summary>
    public static IEnumerable<ReceivedPoint> Of(WireMessage request) =>
        from resource in request.Messages(1)
        let service = OtlpAttributes.ServiceOf(resource)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from data in s_data
        from points in metric.Messages(data.Field)
        from point in points.Messages(1)
        select data.Kind == "histogram"
            ? new ReceivedPoint(
                service, metric.Text(1), metric.Text(3), data.Kind, OtlpAttributes.Of(point.Messages(9)),
                point.Double(5), point.Number(4),
                point.Messages(8).Any())
            : new ReceivedPoint(
                service, metric.Text(1), metric.Text(3), data.Kind, OtlpAttributes.Of(point.Messages(7)),
                point.Has(4) ? point.Double(4) : point.Number(6), 1, HasExemplar: false);
}
