using System.Buffers;
using System.Net;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>A file that is being downloaded. Disposing it ends the download.</summary>
internal sealed class ArrivingFile(
    HttpResponseMessage response, Stream bytes, TimeSpan idle, TimeProvider clock,
    Func<string, Exception, Exception> failure) : ForwardOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = new TimeLimit(idle, clock, cancellationToken);
        try
        {
            return await bytes.ReadAsync(buffer, limit.Token);
        }
        catch (OperationCanceledException e) when (!limit.IsCallersWish)
        {
            throw failure($"sent no byte of the file for {idle.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw failure("broke off in the middle of the file", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
            response.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>A request's body that is read while it is sent.</summary>
internal sealed class StreamedBody(Stream source, long length, TimeLimit limit) : HttpContent
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Whether the source was touched: then the request cannot be sent again.</summary>
    public bool IsSpent { get; private set; }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, limit.Token);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        IsSpent = true;
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var sent = 0L;
            for (int read; (read = await ReadSourceAsync(chunk, cancellationToken)) > 0; sent += read)
            {
                if (sent + read > length)
                {
                    throw new IOException($"The file was listed with {length} bytes and has more.");
                }
                await stream.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            }
            if (sent < length)
            {
                throw new IOException($"The file was listed with {length} bytes and has {sent}.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    // A source that stands still has its own limit, and its own name in the failure: the target is not to blame
    // meanwhile.
    private async ValueTask<int> ReadSourceAsync(byte[] chunk, CancellationToken cancel)
    {
        limit.Pause();
        var read = await source.ReadAsync(chunk, cancel);
        limit.Restart();
        return read;
    }
}
