using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.RemoteCalls;

namespace CaseSync.Tests.Contracts.CustomerCare;

public sealed partial class CloudSupportRequestTests
{
    [Fact]
    public async Task Attachments_APageIsEmpty_IsNotTheEnd()
    {
        var system = new ScriptedSystem(
            ScriptedSystem.Json("""{"nextPageToken":"t"}"""),
            ScriptedSystem.Json("""
                {"attachments":[{"name":"projects/shop/cases/51234/attachments/0684",
                "createTime":"2026-11-24T10:00:00Z","filename":"log.txt","mimeType":"text/plain",
                "sizeBytes":"5000000000"}]}
                """));
        var file = Assert.Single(await Google(system).ReadAttachmentsAsync(s_case, default).ToListAsync());
        Assert.Equal(("0684", "log.txt", "text/plain"), (file.Id, file.FileName, file.ContentType));
        Assert.Equal(5_000_000_000, file.SizeBytes);
        Assert.Equal(2, Checked(system).Count);
    }

    [Fact]
    public async Task Attachment_IsUploadedAsMediaUnderItsName()
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("""{"name":"projects/shop/cases/51234/attachments/8"}"""));
        using var content = new MemoryStream("bytes"u8.ToArray());
        var file = new NewAttachment("ä & b.txt", "text/plain", 5);
        var receipt = await Google(system).AddAttachmentAsync(s_case, file, content, default);
        Assert.Equal(
            ["POST /upload/v2/projects/shop/cases/51234/attachments"
                + "?attachment.filename=%C3%A4%20%26%20b.txt&uploadType=media"],
            Checked(system));
        var sent = system.Requests.Single();
        Assert.Equal(("bytes", "text/plain", "8"), (sent.Body, sent.ContentType, receipt.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a type")]
    public async Task Attachment_TypeIsUnknown_IsSentAsBytes(string? contentType)
    {
        var system = new ScriptedSystem(ScriptedSystem.Json("{}"));
        using var content = new MemoryStream("bytes"u8.ToArray());
        await Google(system).AddAttachmentAsync(s_case, new NewAttachment("a", contentType, 5), content, default);
        Assert.Equal("application/octet-stream", system.Requests.Single().ContentType);
    }

    [Fact]
    public async Task Attachment_IsDownloadedAsMedia()
    {
        var system = new ScriptedSystem(new HttpResponseMessage { Content = new StringContent("bytes") });
        var file = new Attachment("0684", "log.txt", null, 5, Author.Unknown, ScriptedSystem.Start);
        await using var bytes = await Google(system).OpenAttachmentAsync(s_case, file, default);
        Assert.Equal("bytes", await new StreamReader(bytes).ReadToEndAsync());
        Assert.Equal(["GET /v2/projects/shop/cases/51234/attachments/0684:download?alt=media"], Checked(system));
    }
}
