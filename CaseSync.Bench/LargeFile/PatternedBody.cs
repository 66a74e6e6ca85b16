using System.Net;

namespace CaseSync.Bench.LargeFile;

/// <summary>A body of a given length, made while it is sent.</summary>
internal sealed class PatternedBody(long length) : HttpContent
{
    private static readonly byte[] s_chunk = [.. Enumerable.Range(0, 64 * 1024).Select(i => (byte)(i * 31))];

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var left = length; left > 0; left -= s_chunk.Length)
        {
            await stream.WriteAsync(s_chunk.AsMemory(0, (int)Math.Min(left, s_chunk.Length)), cancellationToken);
        }
    }
}
