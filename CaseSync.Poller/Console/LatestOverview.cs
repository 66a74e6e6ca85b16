using CaseSync.Poller.Operating;

namespace CaseSync.Poller.Console;

/// <summary>One reading of the overview for all open pages, however many there are.</summary>
internal sealed class LatestOverview(ReadOverview read, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Overview? _latest;
    private long _readAt;

    public async Task<Overview> GetAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_latest is null || clock.GetElapsedTime(_readAt) > s_keptFor)
            {
                _latest = await read.RunAsync(cancel);
                _readAt = clock.GetTimestamp();
            }

            return _latest;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
