using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseSync.Core;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.Operating;

/// <summary>What CaseSync measures, as its meter has it.</summary>
internal static partial class Telemetry
{
    /// <summary>Name, unit and kind of every instrument, by name.</summary>
    public static IReadOnlyDictionary<string, (string Unit, string Kind)> Instruments()
    {
        RuntimeHelpers.RunClassConstructor(typeof(CaseSyncTelemetry).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(RemoteTelemetry).TypeHandle);
        _ = new PollerGauges(TimeProvider.System);
        var found = new SortedDictionary<string, (string, string)>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == CaseSyncTelemetry.Name
                    && instrument.Name.StartsWith("casesync.", StringComparison.Ordinal))
                {
                    found[instrument.Name] = (instrument.Unit ?? "", KindOf(instrument));
                }
            },
        };
        listener.Start();
        return found;
    }

    /// <summary>The names of their series in Prometheus, as an OpenTelemetry collector makes them.</summary>
    public static IReadOnlySet<string> Series() => Instruments().SelectMany(SeriesOf).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> SeriesIn(string query) =>
        SeriesName().Matches(query).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> SeriesOf(KeyValuePair<string, (string Unit, string Kind)> instrument)
    {
        var name = instrument.Key.Replace('.', '_') + (instrument.Value.Unit == "s" ? "_seconds" : "");
        return instrument.Value.Kind switch
        {
            "counter" => [name + "_total"],
            "histogram" => [name + "_bucket", name + "_count", name + "_sum"],
            _ => [name],
        };
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.StartsWith("Histogram", StringComparison.Ordinal) => "histogram",
        var name when name.StartsWith("Counter", StringComparison.Ordinal) => "counter",
        _ => "gauge",
    };

    // Labels have no third word or more: casesync_side.
    [GeneratedRegex(@"\bcasesync_(?!(side|priority|direction|kind|system|operation|outcome)\b)[a-z_]+")]
    private static partial Regex SeriesName();
}
