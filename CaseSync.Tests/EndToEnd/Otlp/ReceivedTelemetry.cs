using System.Text;
using CaseSync.Tests.ServiceDefaults;

namespace CaseSync.Tests.EndToEnd.Otlp;

/// <summary>What a whole stack has sent until now.</summary>
internal sealed class ReceivedTelemetry(OtlpCollector collector)
{
    private readonly List<ReceivedSpan> _spans = [];
    private readonly Dictionary<string, ReceivedPoint> _points = [];
    private int _read;

    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            Read();
            return _spans;
        }
    }

    /// <summary>The latest of each series of CaseSync's own.</summary>
    public IReadOnlyCollection<ReceivedPoint> Points
    {
        get
        {
            Read();
            return _points.Values;
        }
    }

    public IEnumerable<ReceivedSpan> ChildrenOf(ReceivedSpan parent) =>
        Spans.Where(span => span.TraceId == parent.TraceId && span.ParentId == parent.Id);

    /// <summary>From the span up to its trace's root.</summary>
    public IEnumerable<ReceivedSpan> UpFrom(ReceivedSpan span)
    {
        for (var next = span; next is not null;
            next = Spans.FirstOrDefault(other => other.TraceId == next.TraceId && other.Id == next.ParentId))
        {
            yield return next;
        }
    }

    /// <summary>Whether any signal, log lines too, holds the text.</summary>
    public bool Holds(string text) => new[] { "traces", "metrics", "logs" }
        .Any(signal => collector.Holds(signal, Encoding.UTF8.GetBytes(text)));

    /// <summary>Looks again whenever something has arrived.</summary>
    public async Task<T> WaitForAsync<T>(string what, TimeSpan within, Func<Task<T?>> find, CancellationToken cancel)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        while (true)
        {
            var next = collector.NextAsync(limit.Token);
            if (await find() is { } found)
            {
                return found;
            }

            try
            {
                await next;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new TimeoutException($"There was no {what} within {within}. Spans:\n{Story()}");
            }
        }
    }

    public Task<T> WaitForAsync<T>(string what, TimeSpan within, Func<T?> find, CancellationToken cancel)
        where T : class => WaitForAsync(what, within, () => Task.FromResult(find()), cancel);

    private string Story() =>
        string.Join('\n', Spans.Where(span => span.Attributes.ContainsKey("casesync.mapping")).TakeLast(60));

    private void Read()
    {
        foreach (var (path, body) in collector.Received.Skip(_read).ToList())
        {
            _read++;
            switch (path)
            {
                case "/v1/traces":
                    _spans.AddRange(ReceivedSpan.Of(WireMessage.Parse(body)));
                    break;
                case "/v1/metrics":
                    foreach (var point in ReceivedPoint.Of(WireMessage.Parse(body))
                        .Where(point => point.Name.StartsWith("casesync.", StringComparison.Ordinal)))
                    {
                        // An exemplar is sent once, the rest again and again.
                        var hadExemplar = _points.GetValueOrDefault(point.Series) is { HasExemplar: true };
                        _points[point.Series] = point with { HasExemplar = point.HasExemplar || hadExemplar };
                    }

                    break;
            }
        }
    }
}
