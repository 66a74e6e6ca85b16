using System.Globalization;

namespace CaseSync.Tests.EndToEnd.Otlp;

/// <summary>Attributes, as opentelemetry/proto/common/v1/common.proto has them.</summary>
internal static class OtlpAttributes
{
    /// <summary>Later ones win, as they do in a collector.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<WireMessage> keyValues) => keyValues
        .GroupBy(pair => pair.Text(1), pair => pair.Messages(2).FirstOrDefault())
        .ToDictionary(same => same.Key, same => same.Last() is { } value ? Text(value) : "");

    public static string ServiceOf(WireMessage resourceSignals) =>
        Of(resourceSignals.Messages(1).Single().Messages(1))["service.name"];

    private static string Text(WireMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) != 0 ? "true" : "false")
        : value.Has(3) ? value.Number(3).ToString(CultureInfo.InvariantCulture)
        : value.Has(4) ? value.Double(4).ToString(CultureInfo.InvariantCulture)
        : string.Join(',', value.Messages(5).SelectMany(array => array.Messages(1)).Select(Text));
}
