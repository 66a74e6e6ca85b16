namespace CaseSync.Tests.GoogleMock;

public sealed class AttachmentTests(SharedMock shared) : IClassFixture<SharedMock>, IDisposable
{
    private readonly MockGoogle _google = new();

    public void Dispose() => _google.Dispose();

    [Fact]
    public async Task Download_WithoutAltMedia_GivesNoBytes()
    {
        var name = await CaseWithFilesAsync(_google, 1);
        Assert.Equal(
            "{}", (await _google.SendAsync("GET", $"/v2/{name}/attachments/1:download")).Body.GetRawText());
        Assert.Equal(
            "{}",
            (await _google.SendAsync("GET", $"/v2/{name}/attachments/1:download?alt=json")).Body.GetRawText());
    }

    [Theory]
    [InlineData("2:download?alt=media")]
    [InlineData("x:download?alt=media")]
    [InlineData("1")]
    public async Task Download_Unknown_IsNotFound(string tail)
    {
        var name = await CaseWithFilesAsync(shared.Google, 1);
        (await shared.Google.SendAsync("GET", $"/v2/{name}/attachments/{tail}")).ShouldFail(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Download_OfAPage_IsAFileForTheBrowser()
    {
        var name = await _google.OpenCaseAsync();
        await _google.UploadAsync(
            $"/upload/v2/{name}/attachments?attachment.filename=x.html", "<script>"u8.ToArray(), "text/html");
        using var response = await _google.DownloadAsync($"{name}/attachments/1");
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Download_NameWithALineEnd_DoesNotBreakTheHeader()
    {
        var name = await shared.Google.OpenCaseAsync();
        var added = await shared.Google.UploadAsync(
            $"/upload/v2/{name}/attachments?attachment.filename=a%0D%0Ab%22", [1], null);
        using var response = await shared.Google.DownloadAsync(added.Text("name"));
        Assert.Equal("a\r\nb\"", added.Text("filename"));
        Assert.Equal("a\r\nb\"", response.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task List_WithAttachments_BeginsWithAnEmptyPage()
    {
        var name = await CaseWithFilesAsync(_google, 3);

        var first = await _google.SendAsync("GET", $"/v2/{name}/attachments?pageSize=100");
        var second = await _google.SendAsync(
            "GET", $"/v2/{name}/attachments?pageSize=100&pageToken={first.Text("nextPageToken")}");

        Assert.Null(first.Find("attachments"));
        Assert.Equal(
            ["f3", "f2", "f1"], second.List("attachments").Select(one => one.GetProperty("filename").GetString()));
        Assert.Null(second.Find("nextPageToken"));
    }

    [Fact]
    public async Task List_NoAttachments_AnswersEmptyObject()
    {
        var name = await shared.Google.OpenCaseAsync();
        Assert.Equal("{}", (await shared.Google.SendAsync("GET", $"/v2/{name}/attachments")).Body.GetRawText());
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
            using var upload = MockGoogle.Upload($"/upload/v2/{name}/attachments?attachment.filename=f{n}", [1], null);
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
        var name = await CaseWithFilesAsync(shared.Google, 1);
        (await shared.Google.SendAsync("GET", $"/v2/{name}/attachments?{query}")).ShouldFail(400, "INVALID_ARGUMENT");
    }

    private static async Task<string> CaseWithFilesAsync(MockGoogle google, int count)
    {
        var name = await google.OpenCaseAsync();
        for (var n = 1; n <= count; n++)
        {
            await google.UploadAsync($"/upload/v2/{name}/attachments?attachment.filename=f{n}", [(byte)n], null);
        }
        return name;
    }
}
