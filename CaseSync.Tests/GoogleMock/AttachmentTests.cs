using System.Net.Http.Headers;
using System.Text;
using CaseSync.GoogleMock.CustomerCare;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.GoogleMock;

public sealed class AttachmentTests : IDisposable
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

        var added = await UploadAsync($"/upload/v2/{name}/attachments{query}", bytes, "image/png", by: "ann@example.com");

        Assert.Equal(
            $$"""
            {"name":"{{name}}/attachments/1","createTime":"2026-03-01T12:00:01.000000Z",
            "creator":{"displayName":"Ann","email":"ann@example.com","username":"ann@example.com"},
            "filename":"a b.txt","mimeType":"image/png","sizeBytes":"6"}
            """.ReplaceLineEndings(""),
            added.Body.GetRawText());
        Assert.Equal("2026-03-01T12:00:01.000000Z", (await _google.SendAsync("GET", $"/v2/{name}")).Text("updateTime"));
        using var response = await DownloadAsync(added.Text("name"));
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
        var name = await _google.OpenCaseAsync();
        var added = await UploadAsync($"/upload/v2/{name}/attachments?attachment.filename={filename}", [1], sent);
        Assert.Equal(mimeType, added.Text("mimeType"));
    }

    [Fact]
    public async Task Upload_EmptyFile_HasNoSizeOnTheWire()
    {
        var name = await _google.OpenCaseAsync();
        var added = await UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=a", [], "text/plain");
        Assert.Equal(200, added.Status);
        Assert.Null(added.Find("sizeBytes"));
    }

    [Fact]
    public async Task Upload_ByTheProjectsNumber_IsSeenByItsId()
    {
        var name = await _google.OpenCaseAsync();
        var number = name.Split('/')[^1];
        var added = await UploadAsync($"/upload/v2/projects/4711/cases/{number}/attachments?attachment.filename=a", [1], null);
        Assert.Equal($"projects/4711/cases/{number}/attachments/1", added.Text("name"));
        using var response = await DownloadAsync($"{name}/attachments/1");
        Assert.Equal([1], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Upload_OnClosedCase_IsTaken()
    {
        var name = await _google.OpenCaseAsync();
        await _google.SendAsync("POST", $"/v2/{name}:close", "{}");
        Assert.Equal(200, (await UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=a", [1], null)).Status);
    }

    [Fact]
    public async Task Upload_Multipart_TakesNameFromTheMetadata()
    {
        var name = await _google.OpenCaseAsync();
        var added = await MultipartAsync(name, """{"attachment":{"filename":"log \u00e9.bin"}}""", [9, 8, 7]);

        Assert.Equal("log é.bin", added.Text("filename"));
        Assert.Equal("application/x-log", added.Text("mimeType"));
        using var response = await DownloadAsync(added.Text("name"));
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
        var name = await _google.OpenCaseAsync();
        (await MultipartAsync(name, metadata, [1])).ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(_google.Desk.All()[0].Attachments);
    }

    [Theory]
    [InlineData("--b\r\nContent-Type: application/json\r\n\r\n{\"attachment\":{\"filename\":\"x\"}}\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Type: application/json\r\n\r\n{\"attachment\":{\"filename\":\"x\"}}\r\n--b\r\n\r\nhalf a part")]
    [InlineData("nothing of the kind")]
    public async Task Upload_MultipartBroken_IsRefused(string body)
    {
        var name = await _google.OpenCaseAsync();
        (await UploadAsync($"/upload/v2/{name}/attachments?uploadType=multipart", Encoding.UTF8.GetBytes(body), "multipart/related; boundary=b"))
            .ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(_google.Desk.All()[0].Attachments);
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
        var name = await _google.OpenCaseAsync();
        (await UploadAsync($"{prefix}/v2/{name}/attachments{query}", [1], contentType)).ShouldFail(400, "INVALID_ARGUMENT");
        Assert.Empty(_google.Desk.All()[0].Attachments);
    }

    [Fact]
    public async Task Upload_UnknownCase_IsNotFound() =>
        (await UploadAsync($"/upload{MockGoogle.Cases}/50000001/attachments?attachment.filename=a", [1], null))
            .ShouldFail(404, "NOT_FOUND");

    [Fact]
    public async Task Upload_OverTheLimit_IsRefusedAndLeavesNoFile()
    {
        using var google = new MockGoogle(("Care:AttachmentBytesMax", "100"));
        var name = await google.OpenCaseAsync();
        var path = $"/upload/v2/{name}/attachments?attachment.filename=a";
        using var fits = Upload(path, new byte[100], null);
        var added = await google.SendAsync(fits);
        using var tooBig = Upload(path, new byte[101], null);

        (await google.SendAsync(tooBig)).ShouldFail(400, "INVALID_ARGUMENT");

        Assert.Equal("100", added.Text("sizeBytes"));
        var kept = Assert.Single(google.Desk.All()[0].Attachments);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(kept.File.Path)!));
    }

    [Fact]
    public async Task Stop_WithAttachments_DeletesTheirFiles()
    {
        using var google = new MockGoogle();
        var name = await google.OpenCaseAsync();
        using var upload = Upload($"/upload/v2/{name}/attachments?attachment.filename=a", [1], null);
        await google.SendAsync(upload);
        var path = google.Desk.All()[0].Attachments[0].File.Path;
        Assert.True(File.Exists(path));

        await google.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task Download_WithoutAltMedia_GivesNoBytes()
    {
        var name = await CaseWithFilesAsync(1);
        Assert.Equal("{}", (await _google.SendAsync("GET", $"/v2/{name}/attachments/1:download")).Body.GetRawText());
        Assert.Equal("{}", (await _google.SendAsync("GET", $"/v2/{name}/attachments/1:download?alt=json")).Body.GetRawText());
    }

    [Theory]
    [InlineData("2:download?alt=media")]
    [InlineData("x:download?alt=media")]
    [InlineData("1")]
    public async Task Download_Unknown_IsNotFound(string tail)
    {
        var name = await CaseWithFilesAsync(1);
        (await _google.SendAsync("GET", $"/v2/{name}/attachments/{tail}")).ShouldFail(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Download_OfAPage_IsAFileForTheBrowser()
    {
        var name = await _google.OpenCaseAsync();
        await UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=x.html", "<script>"u8.ToArray(), "text/html");
        using var response = await DownloadAsync($"{name}/attachments/1");
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task List_WithAttachments_BeginsWithAnEmptyPage()
    {
        var name = await CaseWithFilesAsync(3);

        var first = await _google.SendAsync("GET", $"/v2/{name}/attachments?pageSize=100");
        var second = await _google.SendAsync("GET", $"/v2/{name}/attachments?pageSize=100&pageToken={first.Text("nextPageToken")}");

        Assert.Null(first.Find("attachments"));
        Assert.Equal(["f3", "f2", "f1"], second.List("attachments").Select(one => one.GetProperty("filename").GetString()));
        Assert.Null(second.Find("nextPageToken"));
    }

    [Fact]
    public async Task List_NoAttachments_AnswersEmptyObject()
    {
        var name = await _google.OpenCaseAsync();
        Assert.Equal("{}", (await _google.SendAsync("GET", $"/v2/{name}/attachments")).Body.GetRawText());
    }

    [Theory]
    [InlineData("true", 3)]
    [InlineData("false", 2)]
    public async Task List_AllPages_GivesEachAttachmentOnce(string emptyFirst, int pages)
    {
        using var google = new MockGoogle(("Care:EmptyFirstAttachmentPage", emptyFirst));
        var name = await google.OpenCaseAsync();
        for (var n = 1; n <= 4; n++)
        {
            using var upload = Upload($"/upload/v2/{name}/attachments?attachment.filename=f{n}", [1], null);
            await google.SendAsync(upload);
        }

        var (items, count) = await google.AllPagesAsync($"/v2/{name}/attachments?pageSize=3", "attachments");

        Assert.Equal(["f4", "f3", "f2", "f1"], items.Select(one => one.GetProperty("filename").GetString()));
        Assert.Equal(pages, count);
    }

    [Theory]
    [InlineData("pageSize=101")]
    [InlineData("pageSize=-1")]
    [InlineData("pageToken=x")]
    public async Task List_BadParameter_IsRefused(string query)
    {
        var name = await CaseWithFilesAsync(1);
        (await _google.SendAsync("GET", $"/v2/{name}/attachments?{query}")).ShouldFail(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Store_LargeFile_PassesThroughInSmallPieces()
    {
        const long Size = 200_000_000;
        var files = _google.Services.GetRequiredService<AttachmentFiles>();
        await using var source = new CountingStream(Size);

        var stored = await files.StoreAsync("big.bin", "application/octet-stream", source, CancellationToken.None);

        Assert.Equal(Size, stored.SizeBytes);
        Assert.Equal(Size, new FileInfo(stored.Path).Length);
        Assert.InRange(source.LargestRead, 1, 128 * 1024);
    }

    private static HttpRequestMessage Upload(string path, byte[] bytes, string? contentType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return request;
    }

    private async Task<Answer> UploadAsync(string path, byte[] bytes, string? contentType, string? by = null)
    {
        using var request = Upload(path, bytes, contentType);
        request.Headers.Authorization = by is null ? null : new AuthenticationHeaderValue("Bearer", by);
        return await _google.SendAsync(request);
    }

    private async Task<Answer> MultipartAsync(string name, string metadata, byte[] bytes)
    {
        using var content = new MultipartContent("related", "cut-here");
        content.Add(new StringContent(metadata, Encoding.UTF8, "application/json"));
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/x-log");
        content.Add(part);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/upload/v2/{name}/attachments?uploadType=multipart");
        request.Content = content;
        return await _google.SendAsync(request);
    }

    private async Task<HttpResponseMessage> DownloadAsync(string attachment)
    {
        using var client = _google.CreateClient();
        var response = await client.GetAsync(new Uri($"/v2/{attachment}:download?alt=media", UriKind.Relative));
        return response.EnsureSuccessStatusCode();
    }

    private async Task<string> CaseWithFilesAsync(int count)
    {
        var name = await _google.OpenCaseAsync();
        for (var n = 1; n <= count; n++)
        {
            await UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=f{n}", [(byte)n], null);
        }
        return name;
    }
}
