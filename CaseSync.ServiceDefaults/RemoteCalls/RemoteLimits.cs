namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <param name="RequestTimeout">How long one request and its answer may take.</param>
public sealed record RemoteLimits(TimeSpan RequestTimeout)
{
    /// <summary>How long a file's bytes may stand still; the whole may take as long as it takes.</summary>
    public TimeSpan FileIdle { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest JSON that is read: a page of 100 cases or comments is about a tenth of it.</summary>
    public int AnswerBytesMax { get; init; } = 32 * 1024 * 1024;
}

/// <summary>The caller's wish to stop, or a limit on this clock, whichever comes first.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationToken _callers;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan length, TimeProvider clock, CancellationToken callers)
    {
        (Length, _callers) = (length, callers);
        _limit = new CancellationTokenSource(length, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, callers);
    }

    public TimeSpan Length { get; }

    public CancellationToken Token => _either.Token;

    public bool IsCallersWish => _callers.IsCancellationRequested;

    public void Restart() => _limit.CancelAfter(Length);

    public void Pause() => _limit.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
