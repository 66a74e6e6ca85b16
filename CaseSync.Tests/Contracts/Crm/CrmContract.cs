using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Contracts.Crm;

/// <summary>What whoever stands behind <see cref="ICrm"/> must do. Each test makes cases of its own.</summary>
public abstract class CrmContract(ICrm crm)
{
    [Fact]
    public async Task Case_Made_IsReadAsItWasMade()
    {
        var google = GoogleCaseName.Parse("projects/shop/cases/1001");
        var made = await MakeCaseAsync("Read me", Priority.P3, google);
        var read = (await crm.FindCaseAsync(made.Ref, default)).Case!;
        Assert.Equal(("Read me", "It does not start."), (read.Title, read.Description));
        Assert.Equal(crm.Traits.StoredPriority(Priority.P3), read.Priority);
        Assert.Equal((CaseState.Open, true, google), (read.State, read.IsSyncRequested, read.GoogleCaseName));
        Assert.NotNull(read.CreatedAt);
        Assert.NotNull(read.UpdatedAt);
    }

    [Fact]
    public async Task Case_ThatIsNotThere_IsNone() =>
        Assert.Null((await crm.FindCaseAsync(CompanyCaseId.Parse("99999999"), default)).Case);

    [Fact]
    public async Task Item_OfACaseThatIsNotThere_IsMissing()
    {
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            crm.AddCommentAsync(CompanyCaseId.Parse("99999999"), "Hello", default));
        Assert.Equal((RemoteFailure.Missing, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Search_AfterAChange_FindsTheCase()
    {
        var made = await MakeCaseAsync("Find me");
        var found = await SearchAsync(made.UpdatedAt!.Value - crm.Traits.TimeGranularity);
        Assert.Contains(found, one => one.Ref == made.Ref && one.Title == "Find me");
    }

    [Fact]
    public async Task Search_AfterTheLastChange_DoesNotFindTheCase()
    {
        var made = await MakeCaseAsync("Leave me");
        var found = await SearchAsync(made.UpdatedAt!.Value.AddHours(1));
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
        var found = await SearchAsync(first.UpdatedAt!.Value - crm.Traits.TimeGranularity);
        Assert.True(found.Count > 100);
        Assert.Equal(found.Count, found.DistinctBy(one => one.Ref).Count());
    }

    [Fact]
    public async Task GoogleCaseName_Set_FindsTheCaseByItsWholeName()
    {
        var made = await MakeCaseAsync("Name me");
        var name = GoogleCaseName.Parse($"projects/shop/cases/7{Digits(made)}");
        await crm.SetGoogleCaseNameAsync((CompanyCaseId)made.Ref, name, default);
        Assert.Equal(made.Ref, (await crm.FindByGoogleCaseNameAsync(name, default).SingleAsync()).Ref);
        var longer = GoogleCaseName.Parse($"{name}9");
        Assert.Empty(await crm.FindByGoogleCaseNameAsync(longer, default).ToListAsync());
    }

    [Fact]
    public async Task Priority_Set_ChangesThatAlone()
    {
        var made = await MakeCaseAsync("Raise me", Priority.P4);
        await crm.SetPriorityAsync(made.Ref, Priority.P1, default);
        var read = (await crm.FindCaseAsync(made.Ref, default)).Case!;
        Assert.Equal(("Raise me", crm.Traits.StoredPriority(Priority.P1)), (read.Title, read.Priority));
    }

    [Fact]
    public async Task Close_Twice_LeavesItClosed()
    {
        var made = await MakeCaseAsync("Close me");
        await crm.CloseCaseAsync(made.Ref, default);
        await crm.CloseCaseAsync(made.Ref, default);
        Assert.Equal(CaseState.Closed, (await crm.FindCaseAsync(made.Ref, default)).Case!.State);
    }

    [Fact]
    public async Task Reopen_OfAClosedCase_OpensIt()
    {
        Assert.SkipUnless(crm.Traits.CanReopen, "This CRM cannot reopen.");
        var made = await MakeCaseAsync("Open me");
        await crm.CloseCaseAsync(made.Ref, default);
        await crm.ReopenCaseAsync((CompanyCaseId)made.Ref, default);
        Assert.Equal(CaseState.Open, (await crm.FindCaseAsync(made.Ref, default)).Case!.State);
    }

    [Fact]
    public async Task Comments_OverManyPages_AreAllRead()
    {
        var made = await MakeCaseAsync("Talk");
        for (var i = 0; i < 51; i++)
        {
            await crm.AddCommentAsync(made.Ref, $"Line {i}\n[x] \"y\" é 漢 🙂", default);
        }
        var read = await crm.ReadCommentsAsync(made.Ref, default).ToListAsync();
        Assert.Equal(51, read.DistinctBy(comment => comment.Id).Count());
        Assert.Contains(read, comment => comment.Body == "Line 50\n[x] \"y\" é 漢 🙂");
    }

    [Fact]
    public async Task Comment_OfTheGreatestLength_IsTaken()
    {
        var made = await MakeCaseAsync("Long");
        var body = new string('x', crm.Traits.CommentLengthMax);
        await crm.AddCommentAsync(made.Ref, body, default);
        Assert.Equal(body, (await crm.ReadCommentsAsync(made.Ref, default).SingleAsync()).Body);
    }

    [Fact]
    public async Task Author_OfWhatWeWrote_IsOurOwnAccount()
    {
        var made = await MakeCaseAsync("Who am I");
        await crm.AddCommentAsync(made.Ref, "Me.", default);
        var read = await crm.ReadCommentsAsync(made.Ref, default).SingleAsync();
        Assert.True(read.Author.Is(await crm.FindOwnAccountAsync(default)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public async Task Attachment_UpAndDown_IsTheSameFile(int length)
    {
        var made = await MakeCaseAsync("File");
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await crm.AddAttachmentAsync(
            made.Ref, new NewAttachment("trace ä & 1.bin", "application/x-trace", length), new MemoryStream(bytes),
            default);
        var listed = await crm.ReadAttachmentsAsync(made.Ref, default).SingleAsync();
        Assert.Equal(
            (crm.Traits.StoredFileName("trace ä & 1.bin"), (long)length), (listed.FileName, listed.SizeBytes));
        await using var down = await crm.OpenAttachmentAsync(made.Ref, listed, default);
        using var copy = new MemoryStream();
        await down.CopyToAsync(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    private Task<SupportCase> MakeCaseAsync(
        string title, Priority priority = Priority.P2, GoogleCaseName? google = null) =>
        crm.CreateCaseAsync(new NewCase(title, "It does not start.", priority, google), default);

    private static string Digits(SupportCase made) => string.Concat(made.Ref.Value.Where(char.IsAsciiDigit));

    private async Task<List<SupportCase>> SearchAsync(DateTimeOffset since)
    {
        var found = new List<SupportCase>();
        await foreach (var page in crm.SearchUpdatedAsync(since, default))
        {
            found.AddRange(page.Cases);
        }
        return found;
    }
}
