using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.GoogleMock;

/// <summary>
/// A clock that tells when somebody begins to wait on it, so that a test moves it after that and not before.
/// </summary>
internal sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), this);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Returns once something waits for just so long.</summary>
    public async Task WaitedOnAsync(TimeSpan wait)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await _waits.Reader.ReadAsync(patience.Token) != wait)
        {
        }
    }

    private sealed class WatchedTimer(ITimer timer, WatchedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            clock._waits.Writer.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
