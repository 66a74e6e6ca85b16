using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>
/// One reading of the overview for all open pages, however many there are. The last day's samples, by far the most of
/// it, are read more seldom: there is a new one every five minutes.
/// </summary>
internal sealed class LatestOverview(ReadOverview read, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_countsKeptFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_dayKeptFor = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Overview? _latest;
    private long _readAt;
    private long _dayReadAt;

    public async Task<Overview> GetAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_latest is null || clock.GetElapsedTime(_readAt) >= s_countsKeptFor)
            {
                await ReadAsync(cancel);
            }

            return _latest!;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ReadAsync(CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        var isDayOld = _latest is null || clock.GetElapsedTime(_dayReadAt) >= s_dayKeptFor;
        var day = isDayOld ? await read.LastDayAsync(cancel) : _latest!.LastDay;
        _latest = await read.RunAsync(day, cancel);
        (_readAt, _dayReadAt) = (startedAt, isDayOld ? startedAt : _dayReadAt);
    }
}
