using Microsoft.Extensions.Options;

namespace CaseSync.CrmMock.Cases;

/// <summary>The bytes of attachments: one temporary file each, gone with this process.</summary>
internal sealed class AttachmentFiles(IOptions<CrmMockOptions> options) : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly long _bytesMax = options.Value.AttachmentBytesMax;
    private int _lastFile;

    public string Folder { get; } = Directory.CreateTempSubdirectory("casesync-crm-").FullName;

    public long BytesMax => _bytesMax;

    /// <summary>Refuses before the first byte what says itself that it is too large.</summary>
    public void CheckLength(long? bytes)
    {
        if (bytes > _bytesMax)
        {
            throw RequestRefusedException.TooLarge(
                $"The file has {bytes} bytes or more; an attachment takes at most {_bytesMax}.");
        }
    }

    /// <summary>Passes the content through one buffer, so that a large file is never in memory.</summary>
    public async Task<FileInfo> SaveAsync(Stream content, CancellationToken cancel)
    {
        var path = Path.Combine(Folder, $"{Interlocked.Increment(ref _lastFile)}.bin");
        try
        {
            // No buffer of its own: what was read is on disk before more is read.
            await using (var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                var buffer = new byte[BufferBytes];
                for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
                {
                    CheckLength(file.Length + read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                }
            }

            return new FileInfo(path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
