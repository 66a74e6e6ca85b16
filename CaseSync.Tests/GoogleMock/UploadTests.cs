using System.Net.Http.Headers;
using System.Text;
using CaseSync.GoogleMock.CustomerCare;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.GoogleMock;

public sealed class UploadTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Theory]
    [InlineData("?uploadType=media&attachment.filename=a%20b.txt")]
    [InlineData("?upload_protocol=raw&attachment.filename=a%20b.txt")]
    [InlineData("?attachment.filename=a%20b.txt")]
    public async Task Upload_RawBytes_ComesBackTheSame(string query)
    {
        var name = await _google.OpenCaseAsync();
        _google.Clock.Advance(TimeSpan.FromSeconds(1));
        byte[] bytes = [0, 1, 2, 255, 13, 10];

        var added = await _google.UploadAsync(
            $"/upload/v2/{name}/attachments{query}", bytes, "image/png", by: "ann@example.com");

        Assert.Equal(
            $$"""
            {"name":"{{name}}/attachments/1","createTime":"2026-03-01T12:00:01.000000Z",
            "creator":{"displayName":"Ann","email":"ann@example.com","username":"ann@example.com"},
            "filename":"a b.txt","mimeType":"image/png","sizeBytes":"6"}
            """.ReplaceLineEndings(""),
            added.Body.GetRawText());
        Assert.Equal("2026-03-01T12:00:01.000000Z", (await _google.SendAsync("GET", $"/v2/{name}")).Text("updateTime"));
        using var response = await _google.DownloadAsync(added.Text("name"));
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(6, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(null, "a.txt", "text/plain")]
    [InlineData(null, "a.strange", "application/octet-stream")]
    [InlineData("text/csv; charset=utf-8", "a.txt", "text/csv")]
    public async Task Upload_ContentType_IsTheSendersElseGuessed(string? sent, string filename, string mimeType)
    {
        var name = await shared.Google.OpenCaseAsync();
        var added = await shared.Google.UploadAsync(
            $"/upload/v2/{name}/attachments?attachment.filename={filename}", [1], sent);
        Assert.Equal(mimeType, added.Text("mimeType"));
    }

    [Fact]
    public async Task Upload_EmptyFile_HasNoSizeOnTheWire()
    {
        var name = await shared.Google.OpenCaseAsync();
        var added = await shared.Google.UploadAsync(
            $"/upload/v2/{name}/attachments?attachment.filename=a", [], "text/plain");
        Assert.Equal(200, added.Status);
        Assert.Null(added.Find("sizeBytes"));
    }

    [Fact]
    public async Task Upload_ByTheProjectsNumber_IsSeenByItsId()
    {
        var name = await _google.OpenCaseAsync();
        var number = name.Split('/')[^1];
        var added = await _google.UploadAsync(
            $"/upload/v2/projects/4711/cases/{number}/attachments?attachment.filename=a", [1], null);
        Assert.Equal($"projects/4711/cases/{number}/attachments/1", added.Text("name"));
        using var response = await _google.DownloadAsync($"{name}/attachments/1");
        Assert.Equal([1], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Upload_OnClosedCase_IsTaken()
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("POST", $"/v2/{name}:close", "{}");
        Assert.Equal(
            200, (await _google.UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=a", [1], null)).Status);
    }

    [Fact]
    public async Task Upload_Multipart_TakesNameFromTheMetadata()
    {
        var name = await shared.Google.OpenCaseAsync();
        var added = await MultipartAsync(
            shared.Google, name, """{"attachment":{"filename":"log \u00e9.bin"}}""", [9, 8, 7]);

        Assert.Equal("log é.bin", added.Text("filename"));
        Assert.Equal("application/x-log", added.Text("mimeType"));
        using var response = await shared.Google.DownloadAsync(added.Text("name"));
        Assert.Equal([9, 8, 7], await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"filename":"x"}""")]
    [InlineData("""{"attachment":{"filename":""}}""")]
    [InlineData("""{"attachment":{"filename":"x","sizeBytes":"3"}}""")]
    [InlineData("""{"attachment":{"filename":"x","mimeType":"a/b"}}""")]
    [InlineData("not json")]
    public async Task Upload_MultipartMetadataNotAllowed_IsRefused(string metadata)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await MultipartAsync(shared.Google, name, metadata, [1])).ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Case(name).Attachments);
    }

    [Theory]
    [InlineData("--b\r\nContent-Type: application/json\r\n\r\n{\"attachment\":{\"filename\":\"x\"}}\r\n--b--\r\n")]
    [InlineData(
        "--b\r\nContent-Type: application/json\r\n\r\n{\"attachment\":{\"filename\":\"x\"}}\r\n--b\r\n\r\nhalf a part")]
    [InlineData("nothing of the kind")]
    public async Task Upload_MultipartBroken_IsRefused(string body)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.UploadAsync(
            $"/upload/v2/{name}/attachments?uploadType=multipart", Encoding.UTF8.GetBytes(body),
            "multipart/related; boundary=b"))
            .ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Case(name).Attachments);
    }

    [Theory]
    [InlineData("/upload", "?uploadType=media", "text/plain")]
    [InlineData("/upload", "?uploadType=media&attachment.filename=", "text/plain")]
    [InlineData("/upload", "?uploadType=resumable&attachment.filename=a", "text/plain")]
    [InlineData("/upload", "?uploadType=multipart&attachment.filename=a", "text/plain")]
    [InlineData("/upload", "?uploadType=multipart&attachment.filename=a", "multipart/related")]
    [InlineData("/upload", "?uploadType=media&filename=a", "text/plain")]
    [InlineData("/upload", "?uploadType=media&attachment.filename=a&attachment.mimeType=x", "text/plain")]
    [InlineData("", "", "application/json")]
    public async Task Upload_NotAllowed_IsRefused(string prefix, string query, string contentType)
    {
        var name = await shared.Google.OpenCaseAsync();
        (await shared.Google.UploadAsync($"{prefix}/v2/{name}/attachments{query}", [1], contentType))
            .ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(shared.Google.Case(name).Attachments);
    }

    [Fact]
    public async Task Upload_UnknownCase_IsNotFound() =>
        (await shared.Google.UploadAsync(
            $"/upload{MockGoogle.Cases}/40000000/attachments?attachment.filename=a", [1], null))
            .ShouldFail(404, "NOT_FOUND");

    [Fact]
    public async Task Upload_OverTheLimit_IsRefusedAndLeavesNoFile()
    {
        using var google = new MockGoogle(("Care:AttachmentBytesMax", "100"));
        var name = await google.OpenCaseAsync();
        var path = $"/upload/v2/{name}/attachments?attachment.filename=a";
        using var fits = MockGoogle.Upload(path, new byte[100], null);
        var added = await google.SendAsync(fits);
        using var tooBig = MockGoogle.Upload(path, new byte[101], null);

        (await google.SendAsync(tooBig)).ShouldFail(400, "INVALID_ARGUMENT");

        Assert.Equal("100", added.Text("sizeBytes"));
        var kept = Assert.Single(google.Case(name).Attachments);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(kept.File.Path)!));
    }

    [Fact]
    public async Task Stop_WithAttachments_DeletesTheirFiles()
    {
        using var google = new MockGoogle();
        var name = await google.OpenCaseAsync();
        using var upload = MockGoogle.Upload($"/upload/v2/{name}/attachments?attachment.filename=a", [1], null);
        await google.SendAsync(upload);
        var path = google.Case(name).Attachments[0].File.Path;
        Assert.True(File.Exists(path));

        await google.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task Store_LargeFile_PassesThroughInSmallPieces()
    {
        const long Size = 200_000_000;
        var files = shared.Google.Services.GetRequiredService<AttachmentFiles>();
        await using var source = new CountingStream(Size);

        var stored = await files.StoreAsync("big.bin", "application/octet-stream", source, CancellationToken.None);

        Assert.Equal(Size, stored.SizeBytes);
        Assert.Equal(Size, new FileInfo(stored.Path).Length);
        Assert.InRange(source.LargestRead, 1, 128 * 1024);
    }

    private static async Task<Answer> MultipartAsync(MockGoogle google, string name, string metadata, byte[] bytes)
    {
        using var content = new MultipartContent("related", "cut-here");
        content.Add(new StringContent(metadata, Encoding.UTF8, "application/json"));
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/x-log");
        content.Add(part);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/upload/v2/{name}/attachments?uploadType=multipart");
        request.Content = content;
        return await google.SendAsync(request);
    }
}
