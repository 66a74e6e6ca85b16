using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.RemoteCalls;

/// <summary>A file of zeros that exists nowhere.</summary>
internal sealed class GeneratedFile(long length) : ForwardOnlyStream
{
    public long Given { get; private set; }

    public Action EachRead { get; init; } = () => { };

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        EachRead();
        var count = (int)Math.Min(buffer.Length, length - Given);
        Given += count;
        return new(count);
    }
}

/// <summary>A sender that never sends.</summary>
internal sealed class SilentStream : ForwardOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return 0;
    }
}

/// <summary>
/// The receiving end of an upload: counts, and notes how far the source was read ahead of what it took.
/// </summary>
internal sealed class CountingTarget(GeneratedFile source) : HttpMessageHandler
{
    public long Taken { get; private set; }

    public long AheadMax { get; private set; }

    public long? ContentLength { get; private set; }

    public string? ContentType { get; private set; }

    public bool ExpectsContinue { get; private set; }

    public long StandsStillAfter { get; init; } = long.MaxValue;

    public TaskCompletionSource StoodStill { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content!;
        (ContentLength, ContentType) = (content.Headers.ContentLength, content.Headers.ContentType?.ToString());
        ExpectsContinue = request.Headers.ExpectContinue == true;
        await content.CopyToAsync(new Mouth(this), cancellationToken);
        return ScriptedSystem.Json("""{"name":"stored"}""");
    }

    private async ValueTask TakeAsync(int bytes, CancellationToken cancel)
    {
        if (Taken >= StandsStillAfter)
        {
            StoodStill.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        }
        AheadMax = Math.Max(AheadMax, source.Given - Taken);
        Taken += bytes;
    }

    private sealed class Mouth(CountingTarget target) : ForwardOnlyStream
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            target.TakeAsync(buffer.Length, cancellationToken);
    }
}
