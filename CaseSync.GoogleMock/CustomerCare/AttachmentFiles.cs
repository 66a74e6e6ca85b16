using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>Attachments' bytes, in a directory of this process, streamed both ways and deleted at stop.</summary>
internal sealed class AttachmentFiles(IOptions<CareOptions> options) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("casesync-google-mock-");
    private long _lastFile;

    public async Task<StoredFile> StoreAsync(string filename, string mimeType, Stream content, CancellationToken cancel)
    {
        var path = Path.Combine(_directory.FullName, $"{Interlocked.Increment(ref _lastFile)}");
        var kept = false;
        try
        {
            await using var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
            var size = await CopyAsync(content, file, cancel);
            kept = true;
            return new StoredFile(filename, mimeType, size, path);
        }
        finally
        {
            if (!kept)
            {
                File.Delete(path);
            }
        }
    }

    public static FileStream Open(StoredFile file) =>
        new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, ChunkBytes, useAsync: true);

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<long> CopyAsync(Stream content, FileStream file, CancellationToken cancel)
    {
        var max = options.Value.AttachmentBytesMax;
        var chunk = new byte[ChunkBytes];
        long size = 0;
        for (int read; (read = await content.ReadAsync(chunk, cancel)) > 0;)
        {
            size += read;
            if (size > max)
            {
                throw GoogleApiException.InvalidArgument($"Request payload size exceeds the limit: {max} bytes.");
            }
            await file.WriteAsync(chunk.AsMemory(0, read), cancel);
        }
        return size;
    }
}
