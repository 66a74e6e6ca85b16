using System.Text;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

public abstract partial class CrmConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(65_535)]
    [InlineData(300_000)]
    public async Task File_UpAndDown_IsTheSame(int length)
    {
        var id = await MakeAsync();
        var bytes = await UploadAsync(id, "trace ä & 1.bin", length);

        var listed = Assert.Single(await FilesAsync(id));
        Assert.Equal(
            (_crm.Traits.StoredFileName("trace ä & 1.bin"), (long)length), (listed.FileName, listed.SizeBytes));
        Assert.Equal(bytes, await DownloadAsync(id, listed));
        Assert.True(listed.Author.Is(await _crm.FindOwnAccountAsync(Cancel)));
    }

    [Fact]
    public async Task File_OfText_KeepsItsBytes()
    {
        var id = await MakeAsync();
        var bytes = Encoding.UTF8.GetBytes("na\u00efve\r\n\0after a NUL\n").Append((byte)0xE9).ToArray();
        using var content = new MemoryStream(bytes);
        await _crm.AddAttachmentAsync(id, new NewAttachment("log.txt", "text/plain", bytes.Length), content, Cancel);
        Assert.Equal(bytes, await DownloadAsync(id, Assert.Single(await FilesAsync(id))));
    }

    [Fact]
    public async Task File_Empty_IsTakenOrRefusedForGood()
    {
        var id = await MakeAsync();
        if (_subject.TakesEmptyFiles)
        {
            await UploadAsync(id, "empty.log", 0);
            var listed = Assert.Single(await FilesAsync(id));
            Assert.Equal(0, listed.SizeBytes);
            Assert.Empty(await DownloadAsync(id, listed));
        }
        else
        {
            var e = await Assert.ThrowsAsync<RemoteCallException>(() => UploadAsync(id, "empty.log", 0));
            Assert.Equal((RemoteFailure.Rejected, false), (e.Failure, e.MayHaveTakenEffect));
        }
    }

    [Fact]
    public async Task File_Big_IsStreamed()
    {
        var id = await MakeAsync();
        var bytes = await UploadAsync(id, "core.dump", _subject.BigFileBytes);
        var listed = Assert.Single(await FilesAsync(id));
        Assert.Equal(bytes.Length, listed.SizeBytes);
        Assert.True(bytes.AsEnumerable().SequenceEqual(await DownloadAsync(id, listed)));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData(@"..\..\boot.ini")]
    [InlineData("a\"b';c.txt")]
    [InlineData("漢字 🙂.png")]
    [InlineData("<img src=x onerror=alert(1)>.html")]
    [InlineData("100% & more=yes?.txt")]
    [InlineData(".hidden")]
    [InlineData("no extension")]
    public async Task File_OfAHostileName_IsStoredUnderTheNameThatTheTraitsSay(string name)
    {
        var id = await MakeAsync();
        await UploadAsync(id, name, 5);
        Assert.Equal(_crm.Traits.StoredFileName(name), Assert.Single(await FilesAsync(id)).FileName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_OfAPerson_IsPublicOnlyIfTheyMeantIt(bool isPublic)
    {
        var id = await MakeAsync();
        await _subject.AttachAsync(id, "plan.txt", "A plan."u8.ToArray(), isPublic);
        Assert.Equal(isPublic, (await FilesAsync(id)).Any(file => file.IsPublic));
    }

    [Fact]
    public async Task Files_OfAPersonAndOfOurs_AreToldApart()
    {
        var id = await MakeAsync();
        await UploadAsync(id, "ours.bin", 10);
        await _subject.AttachAsync(id, "theirs.bin", [1, 2, 3], isPublic: true);

        var own = await _crm.FindOwnAccountAsync(Cancel);
        Assert.Equal(
            new Dictionary<string, bool> { ["ours.bin"] = true, ["theirs.bin"] = false },
            (await FilesAsync(id)).ToDictionary(file => file.FileName, file => file.Author.Is(own)));
    }

    [Fact]
    public async Task File_ByItself_IsNoComment()
    {
        var id = await MakeAsync();
        await UploadAsync(id, "alone.bin", 10);
        Assert.Empty(await CommentsAsync(id));
    }

    [Fact]
    public async Task File_OnACaseThatIsNotThere_IsMissing() =>
        await AssertMissingAsync(id => UploadAsync(id, "a.bin", 5));

    [Fact]
    public async Task File_ShorterThanListed_IsNotStored()
    {
        var id = await MakeAsync();
        using var content = new MemoryStream([1, 2, 3]);
        await Assert.ThrowsAsync<RemoteCallException>(() =>
            _crm.AddAttachmentAsync(id, new NewAttachment("short.bin", null, 10), content, Cancel));
        Assert.Empty(await FilesAsync(id));
    }

    [Fact]
    public async Task Files_OfACaseWithoutAny_AreNone() => Assert.Empty(await FilesAsync(await MakeAsync()));

    [Fact]
    public async Task Files_OfOneName_AreAllListed()
    {
        var id = await MakeAsync();
        await UploadAsync(id, "log.txt", 7);
        await UploadAsync(id, "log.txt", 8);
        Assert.Equal([7L, 8L], (await FilesAsync(id)).Select(file => file.SizeBytes).Order());
    }

    private async Task<byte[]> UploadAsync(CompanyCaseId id, string name, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var content = new MemoryStream(bytes);
        var receipt = await _crm.AddAttachmentAsync(
            id, new NewAttachment(name, "application/x-trace", length), content, Cancel);
        Assert.True(receipt.Author.Is(await _crm.FindOwnAccountAsync(Cancel)));
        return bytes;
    }

    private async Task<byte[]> DownloadAsync(CompanyCaseId id, Attachment file)
    {
        await using var down = await _crm.OpenAttachmentAsync(id, file, Cancel);
        using var copy = new MemoryStream();
        await down.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }
}
