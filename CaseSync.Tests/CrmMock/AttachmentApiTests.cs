using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CaseSync.CrmMock;
using CaseSync.CrmMock.Cases;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.CrmMock;

public sealed class AttachmentApiTests
{
    [Fact]
    public async Task Upload_ThenDownload_GivesTheSameFile()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        var content = new ByteArrayContent("<script>"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/html; charset=utf-8");

        var uploaded = await crm.SendAsync(
            "POST", $"/api/cases/{id}/attachments?filename=..%2Fé%20%22x%22.html&visibility=Internal", content, "bob");

        Assert.Equal(HttpStatusCode.Created, uploaded.Status);
        Assert.Equal("../é \"x\".html", uploaded.Text("filename"));
        Assert.Equal("text/html; charset=utf-8", uploaded.Text("contentType"));
        Assert.Equal(8, uploaded.Body["sizeBytes"]!.GetValue<long>());
        Assert.Equal("bob", uploaded.Body["author"]!["id"]!.GetValue<string>());
        Assert.Equal("Internal", uploaded.Text("visibility"));
        Assert.Equal("2025-03-01T10:01:00.123Z", uploaded.Text("createTime"));
        Assert.Null(uploaded.Body["path"]);
        Assert.Equal("2025-03-01T10:01:00.123Z", (await crm.GetAsync($"/api/cases/{id}")).Text("updateTime"));
        using var download = await crm.CreateClient().GetAsync(uploaded.Location);
        Assert.Equal("<script>", await download.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", download.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", download.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Upload_NoTypeNoBytesNoVisibility_TakesTheDefaults()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        var uploaded = await crm.SendAsync(
            "POST", $"/api/cases/{id}/attachments?filename=empty", new ByteArrayContent([]));

        Assert.Equal("application/octet-stream", uploaded.Text("contentType"));
        Assert.Equal("Public", uploaded.Text("visibility"));
        Assert.Equal(0, uploaded.Body["sizeBytes"]!.GetValue<long>());
    }

    [Fact]
    public async Task Upload_LargeFile_ArrivesWhole()
    {
        const int Bytes = 64 * 1024 * 1024;
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();

        var content = new StreamContent(new CountingStream(Bytes, _ => { }));
        var uploaded = await crm.SendAsync("POST", $"/api/cases/{id}/attachments?filename=large", content);

        Assert.Equal(Bytes, uploaded.Body["sizeBytes"]!.GetValue<long>());
        await using var download = await crm.CreateClient().GetStreamAsync(uploaded.Location);
        Assert.Equal(
            await SHA256.HashDataAsync(new CountingStream(Bytes, _ => { })), await SHA256.HashDataAsync(download));
    }

    [Fact]
    public async Task Save_WhileReading_KeepsOnlyOneBufferInMemory()
    {
        const int BufferBytesMax = 128 * 1024;
        using var files = new AttachmentFiles(Options.Create(new CrmMockOptions()));
        string? path = null;
        var content = new CountingStream(4 * 1024 * 1024, read =>
        {
            path ??= Directory.GetFiles(files.Folder).Single();
            Assert.InRange(read - new FileInfo(path).Length, 0, BufferBytesMax);
        });

        Assert.Equal(4 * 1024 * 1024, (await files.SaveAsync(content, CancellationToken.None)).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_TooLarge_IsRefusedAndLeavesNothing(bool saysItsLength)
    {
        await using var crm = new CrmMockHost { AttachmentBytesMax = 10 };
        var id = await crm.OpenAsync();
        HttpContent Bytes(int count) => saysItsLength
            ? new ByteArrayContent(new byte[count])
            : new StreamContent(new CountingStream(count, _ => { }));

        var fits = await crm.SendAsync("POST", $"/api/cases/{id}/attachments?filename=a", Bytes(10));
        var refused = await crm.SendAsync("POST", $"/api/cases/{id}/attachments?filename=b", Bytes(11));

        Assert.Equal(HttpStatusCode.Created, fits.Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("at most 10", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["a"], (await crm.GetAsync($"/api/cases/{id}/attachments")).Texts("filename"));
        Assert.Single(crm.FilesOnDisk);
    }

    [Fact]
    public async Task Upload_BreaksHalfWay_LeavesNothing()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        var content = new CountingStream(1_000_000, read => throw new IOException($"Broke after {read} bytes."));

        await Assert.ThrowsAsync<IOException>(() => crm.Store.AttachAsync(
            id, new("a", "text/plain", Visibility.Public), null, content, Person.Connector, CancellationToken.None));

        Assert.Empty((await crm.GetAsync($"/api/cases/{id}/attachments")).Items);
        Assert.Empty(crm.FilesOnDisk);
    }

    [Fact]
    public async Task ListAttachments_Pages_ShowEachOnceNewestFirst()
    {
        await using var crm = new CrmMockHost();
        var id = await crm.OpenAsync();
        for (var i = 1; i <= 5; i++)
        {
            await crm.SendAsync(
                "POST", $"/api/cases/{id}/attachments?filename={i}", new StringContent($"{i}", Encoding.UTF8));
        }

        var pages = await CaseListTests.ReadPagesAsync(crm, $"/api/cases/{id}/attachments?pageSize=2");

        Assert.Equal([2, 2, 1], pages.Select(page => page.Length));
        Assert.Equal(["5", "4", "3", "2", "1"], pages.SelectMany(page => page));
    }

    /// <summary>So many bytes, each the low byte of its place; says before each read how many came.</summary>
    private sealed class CountingStream(long length, Action<long> onRead) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_read > 0)
            {
                onRead(_read);
            }

            var given = (int)Math.Min(count, length - _read);
            for (var i = 0; i < given; i++)
            {
                buffer[offset + i] = (byte)(_read + i);
            }

            _read += given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
