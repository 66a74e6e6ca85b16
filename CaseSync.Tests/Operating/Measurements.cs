using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CaseSync.Core;

namespace CaseSync.Tests.Operating;

/// <summary>What was measured: the instrument's name, the value, and the tags' values, in their order.</summary>
internal sealed record Measurement(string Name, double Value, string Tags);

/// <summary>
/// What CaseSync counts and times in the course of one test; what other tests measure meanwhile is theirs.
/// </summary>
internal sealed class Measurements : IDisposable
{
    private static readonly AsyncLocal<Measurements?> s_current = new();

    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(20);

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _taken = new();

    private Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CaseSyncTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Of the caller, and of what it starts and awaits.</summary>
    public static Measurements Start()
    {
        var measurements = new Measurements();
        s_current.Value = measurements;
        return measurements;
    }

    public IReadOnlyList<Measurement> Of(string name) => [.. _taken.Where(taken => taken.Name == name)];

    /// <summary>For what is measured beside the test: what there is as soon as there are so many.</summary>
    public async Task<IReadOnlyList<Measurement>> WaitForAsync(string name, int count, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(s_within);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Of(name).Count < count)
        {
            await often.WaitForNextTickAsync(deadline.Token);
        }

        return Of(name);
    }

    /// <summary>What the gauges show now: every test's, so only a value that no other has tells whose it is.</summary>
    public IReadOnlyList<Measurement> Read(string gauge)
    {
        _listener.RecordObservableInstruments();
        return Of(gauge);
    }

    public void Dispose()
    {
        s_current.Value = null;
        _listener.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (s_current.Value == this)
        {
            var values = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            _taken.Enqueue(new Measurement(instrument.Name, value, values));
        }
    }
}
