using System.Collections.Concurrent;
using System.Diagnostics;
using CaseSync.Core;

namespace CaseSync.Tests.Operating;

/// <summary>
/// The spans that CaseSync ends in one test's trace; what other tests do meanwhile is in traces of theirs.
/// </summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();

    public Spans()
    {
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CaseSyncTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root.TraceId)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Root { get; }

    public IReadOnlyList<Activity> Ended => [.. _ended];

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyList<Activity> Named(string name) => [.. _ended.Where(span => span.DisplayName == name)];

    /// <summary>All that they say.</summary>
    public string Text() => string.Join('\n', _ended.Select(span =>
        $"{span.DisplayName}: {span.StatusDescription} "
            + string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))));

    public void Dispose()
    {
        _listener.Dispose();
        Root.Dispose();
    }
}
