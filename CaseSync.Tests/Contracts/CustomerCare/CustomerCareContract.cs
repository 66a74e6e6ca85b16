using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Contracts.CustomerCare;

/// <summary>What whoever stands behind <see cref="ICustomerCare"/> must do. Each test makes cases of its own.</summary>
public abstract class CustomerCareContract(ICustomerCare google)
{
    [Fact]
    public async Task Case_Made_IsReadAsItWasMade()
    {
        var made = await MakeCaseAsync("Read me", Priority.P3);
        var read = (await google.FindCaseAsync(made.Ref, default)).Case!;
        Assert.Equal(("Read me", "It does not start.", Priority.P3), (read.Title, read.Description, read.Priority));
        Assert.Equal((CaseState.Open, true, null), (read.State, read.IsSyncRequested, read.GoogleCaseName));
        Assert.NotNull(read.CreatedAt);
        Assert.NotNull(read.UpdatedAt);
        Assert.NotNull(read.Creator.Account);
    }

    [Fact]
    public async Task Case_ThatIsNotThere_IsNone()
    {
        var made = await MakeCaseAsync("Neighbour");
        var missing = GoogleCaseName.Parse($"{((GoogleCaseName)made.Ref).Parent}/cases/9999999999");
        Assert.Null((await google.FindCaseAsync(missing, default)).Case);
    }

    [Fact]
    public async Task Item_OfACaseThatIsNotThere_IsMissing()
    {
        var made = await MakeCaseAsync("Neighbour");
        var missing = GoogleCaseName.Parse($"{((GoogleCaseName)made.Ref).Parent}/cases/9999999999");
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => google.AddCommentAsync(missing, "Hello", default));
        Assert.Equal((RemoteFailure.Missing, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Search_AfterAChange_FindsTheCase()
    {
        var made = await MakeCaseAsync("Find me");
        var found = await SearchAsync(made.UpdatedAt!.Value.AddSeconds(-1));
        Assert.Contains(found, one => one.Ref == made.Ref && one.Title == "Find me");
    }

    [Fact]
    public async Task Search_AfterTheLastChange_DoesNotFindTheCase()
    {
        var made = await MakeCaseAsync("Leave me");
        var found = await SearchAsync(made.UpdatedAt!.Value.AddSeconds(10));
        Assert.DoesNotContain(found, one => one.Ref == made.Ref);
    }

    [Fact]
    public async Task Search_OverManyPages_FindsEveryCaseOnce()
    {
        var first = await MakeCaseAsync("Page 0");
        for (var i = 1; i < 101; i++)
        {
            await MakeCaseAsync($"Page {i}");
        }
        var found = await SearchAsync(first.UpdatedAt!.Value.AddSeconds(-1));
        Assert.True(found.Count > 100);
        Assert.Equal(found.Count, found.DistinctBy(one => one.Ref).Count());
    }

    [Fact]
    public async Task SearchText_OfACommentsWords_FindsTheCase()
    {
        var made = await MakeCaseAsync("Say it");
        var words = $"This case is now syncing with Company Case: {((GoogleCaseName)made.Ref).Number}";
        await google.AddCommentAsync(made.Ref, words, default);
        var found = await google.SearchTextAsync(words, default).ToListAsync();
        Assert.Contains(found, one => one.Ref == made.Ref);
    }

    [Fact]
    public async Task Priority_Set_ChangesThatAlone()
    {
        var made = await MakeCaseAsync("Raise me", Priority.P4);
        await google.SetPriorityAsync(made.Ref, Priority.P1, default);
        var read = (await google.FindCaseAsync(made.Ref, default)).Case!;
        Assert.Equal(("Raise me", Priority.P1), (read.Title, read.Priority));
    }

    [Fact]
    public async Task Close_Twice_LeavesItClosed()
    {
        var made = await MakeCaseAsync("Close me");
        await google.CloseCaseAsync(made.Ref, default);
        await google.CloseCaseAsync(made.Ref, default);
        Assert.Equal(CaseState.Closed, (await google.FindCaseAsync(made.Ref, default)).Case!.State);
    }

    [Fact]
    public async Task Comments_OverManyPages_AreAllRead()
    {
        var made = await MakeCaseAsync("Talk");
        var ids = new List<string?>();
        for (var i = 0; i < 101; i++)
        {
            ids.Add((await google.AddCommentAsync(made.Ref, $"Line {i}\n[x] \"y\" é 漢 🙂", default)).Id);
        }
        var read = await google.ReadCommentsAsync(made.Ref, default).ToListAsync();
        Assert.Equal(ids.Order(), read.Select(comment => comment.Id).Order());
        Assert.All(read, comment => Assert.True(comment.IsPublic));
        Assert.Contains(read, comment => comment.Body == "Line 100\n[x] \"y\" é 漢 🙂");
    }

    [Fact]
    public async Task Comment_OfTheGreatestLength_IsTaken()
    {
        var made = await MakeCaseAsync("Long");
        var body = new string('x', google.Traits.CommentLengthMax);
        await google.AddCommentAsync(made.Ref, body, default);
        Assert.Equal(body, (await google.ReadCommentsAsync(made.Ref, default).SingleAsync()).Body);
    }

    [Fact]
    public async Task Comment_Longer_IsRejected()
    {
        var made = await MakeCaseAsync("Too long");
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            google.AddCommentAsync(made.Ref, new string('x', google.Traits.CommentLengthMax + 1), default));
        Assert.Equal(RemoteFailure.Rejected, e.Failure);
    }

    [Fact]
    public async Task Author_OfWhatWeWrote_IsTheOneOfTheReceipt()
    {
        var made = await MakeCaseAsync("Who am I");
        var receipt = await google.AddCommentAsync(made.Ref, "Me.", default);
        var read = await google.ReadCommentsAsync(made.Ref, default).SingleAsync();
        Assert.NotNull(receipt.Author.Account);
        Assert.True(read.Author.Is(receipt.Author.Account));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public async Task Attachment_UpAndDown_IsTheSameFile(int length)
    {
        var made = await MakeCaseAsync("File");
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var receipt = await google.AddAttachmentAsync(
            made.Ref, new NewAttachment("trace ä & 1.bin", "application/x-trace", length), new MemoryStream(bytes),
            default);
        var listed = await google.ReadAttachmentsAsync(made.Ref, default).SingleAsync();
        Assert.Equal((receipt.Id, "trace ä & 1.bin", (long)length), (listed.Id, listed.FileName, listed.SizeBytes));
        await using var down = await google.OpenAttachmentAsync(made.Ref, listed, default);
        using var copy = new MemoryStream();
        await down.CopyToAsync(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    private Task<SupportCase> MakeCaseAsync(string title, Priority priority = Priority.P2) =>
        google.CreateCaseAsync(new NewCase(title, "It does not start.", priority, null), default);

    private async Task<List<SupportCase>> SearchAsync(DateTimeOffset since)
    {
        var found = new List<SupportCase>();
        await foreach (var page in google.SearchUpdatedAsync(since, default))
        {
            Assert.NotNull(page.ServerTime);
            found.AddRange(page.Cases);
        }
        return found;
    }
}
