using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CaseSync.ServiceDefaults;

/// <summary>
/// A line of the log as Cloud Logging reads it from standard output: one JSON object, whose trace leads to the spans of
/// the same change and whose labels say whose case it is.
/// </summary>
internal sealed class CloudLogLines(IConfiguration configuration, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "cloud-logging";

    // A trace's full name has its project in it; without one its id alone is better than nothing.
    private readonly string? _project = configuration["Store:ProjectId"];

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow());
            json.WriteString("severity", SeverityOf(logEntry.LogLevel));
            json.WriteString("message", logEntry.Exception is { } error ? $"{message}\n{error}" : message);
            json.WriteString("logger", logEntry.Category);
            json.WriteNumber("event", logEntry.EventId.Id);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span)
            {
                var trace = span.TraceId.ToHexString();
                json.WriteString(
                    "logging.googleapis.com/trace",
                    string.IsNullOrEmpty(_project) ? trace : $"projects/{_project}/traces/{trace}");
                json.WriteString("logging.googleapis.com/spanId", span.SpanId.ToHexString());
                json.WriteBoolean("logging.googleapis.com/trace_sampled", span.Recorded);
            }

            WriteLabels(json, scopeProvider);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void WriteLabels(Utf8JsonWriter json, IExternalScopeProvider? scopes)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        scopes?.ForEachScope(
            static (scope, labels) =>
            {
                foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                {
                    if (name != "{OriginalFormat}" && value?.ToString() is { } text)
                    {
                        labels[name] = text;
                    }
                }
            },
            labels);
        json.WriteStartObject("logging.googleapis.com/labels");
        foreach (var (name, value) in labels)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static string SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARNING",
        LogLevel.Information => "INFO",
        _ => "DEBUG",
    };
}
