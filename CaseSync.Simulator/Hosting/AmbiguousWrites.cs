using System.Diagnostics.Metrics;
using CaseSync.Core;
using CaseSync.Simulator.Scheduling;

namespace CaseSync.Simulator.Hosting;

/// <summary>
/// Hears the metric <c>casesync.ambiguous_writes</c> and tells the history on whose thread it is counted.
/// </summary>
internal static class AmbiguousWrites
{
    private static readonly MeterListener s_listener = Listen();

    public static void Hear() => GC.KeepAlive(s_listener);

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == CaseSyncTelemetry.Name && instrument.Name == "casesync.ambiguous_writes")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, count, _, _) =>
        {
            if (SynchronizationContext.Current is SimulatedScheduler history)
            {
                history.AmbiguousWrites += count;
            }
        });
        listener.Start();
        return listener;
    }
}
