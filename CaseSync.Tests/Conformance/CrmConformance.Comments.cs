using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

public abstract partial class CrmConformance
{
    public static TheoryData<string> Texts => new(
        "One line.", "Two\nlines.", "  leading and trailing  spaces", "A\n\n\nB", "é ñ ß", "漢字 한글",
        "🙂👩‍👩‍👧 𝒳", "שלום ‏עולם", "<b>bold</b> <script>alert(1)</script> &amp; &lt;",
        "[~admin] @here [x] {code} h1. *b* _i_ # - >", "\"quoted\" 'single' \\back\\slash %20 %s ${x}", "tab\there",
        "-- \nsignature", "On Monday Ann wrote:\n> quoted", "https://example.test/a?b=c&d=e#f",
        "[Google Comment 3 by Jane]\nnot ours");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Comment_OfOurs_IsReadAsItWasWritten(string text)
    {
        var id = await MakeAsync();
        await _crm.AddCommentAsync(id, text, Cancel);
        Assert.Equal(text, Assert.Single(await CommentsAsync(id)).Body);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Comment_OfAPerson_IsReadAsItWasWritten(string text)
    {
        var id = await MakeAsync();
        await _subject.CommentAsync(id, text, isPublic: true);
        Assert.Equal(text, Assert.Single(await CommentsAsync(id)).Body);
    }

    [Fact]
    public async Task Comment_WithCarriageReturns_KeepsItsLines()
    {
        var id = await MakeAsync();
        await _crm.AddCommentAsync(id, "One\r\nTwo\rThree", Cancel);
        var body = Assert.Single(await CommentsAsync(id)).Body;
        Assert.Equal(["One", "Two", "Three"], body.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Comment_WithControlCharacters_IsTakenOrRefusedForGood()
    {
        var id = await MakeAsync();
        try
        {
            await _crm.AddCommentAsync(id, "bell \a, escape \u001b[31m, end", Cancel);
        }
        catch (RemoteCallException e)
        {
            Assert.Equal(RemoteFailure.Rejected, e.Failure);
            return;
        }

        Assert.EndsWith("end", Assert.Single(await CommentsAsync(id)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_OfTheGreatestLength_IsKeptWhole()
    {
        var id = await MakeAsync();
        var body = new string('x', _crm.Traits.CommentLengthMax);
        await _crm.AddCommentAsync(id, body, Cancel);
        Assert.Equal(body, Assert.Single(await CommentsAsync(id)).Body);
    }

    [Fact]
    public async Task Comment_OnACaseThatIsNotThere_IsMissing() =>
        await AssertMissingAsync(id => _crm.AddCommentAsync(id, "Hello", Cancel));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comment_OfAPerson_IsPublicOnlyIfTheyMeantIt(bool isPublic)
    {
        var id = await MakeAsync();
        await _subject.CommentAsync(id, "Between us?", isPublic);
        // Whoever reads may leave it out, or say that it is private; it must not pass for public.
        Assert.Equal(isPublic, (await CommentsAsync(id)).Any(comment => comment.IsPublic));
    }

    [Fact]
    public async Task Comments_OfAPersonAndOfOurs_AreToldApart()
    {
        var id = await MakeAsync();
        await _crm.AddCommentAsync(id, "Ours.", Cancel);
        await _subject.CommentAsync(id, "Theirs.", isPublic: true);

        var own = await _crm.FindOwnAccountAsync(Cancel);
        Assert.NotNull(own);
        Assert.Equal(
            new Dictionary<string, bool> { ["Ours."] = true, ["Theirs."] = false },
            (await CommentsAsync(id)).ToDictionary(comment => comment.Body, comment => comment.Author.Is(own)));
    }

    [Fact]
    public async Task Comment_Receipt_NamesTheCommentAndUs()
    {
        var id = await MakeAsync();
        var receipt = await _crm.AddCommentAsync(id, "Ours.", Cancel);
        Assert.True(receipt.Author.Is(await _crm.FindOwnAccountAsync(Cancel)));
        var read = Assert.Single(await CommentsAsync(id));
        Assert.True(receipt.Id is null || receipt.Id == read.Id, $"{receipt.Id} is listed as {read.Id}");
    }

    [Fact]
    public async Task Comment_AfterALostReply_IsFoundByItsAuthorAndText()
    {
        var id = await MakeAsync();
        var lossy = _subject.Connect(network => new LosesReplies(network, "It was sent."));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => lossy.AddCommentAsync(id, "It was sent.", Cancel));

        Assert.Equal((RemoteFailure.Unavailable, true), (e.Failure, e.MayHaveTakenEffect));
        var own = await _crm.FindOwnAccountAsync(Cancel);
        Assert.Single(await CommentsAsync(id), one => one.Body == "It was sent." && one.Author.Is(own));
    }

    [Fact]
    public async Task Case_AfterALostReply_IsFoundByItsGoogleName()
    {
        var name = NewName();
        var lossy = _subject.Connect(network => new LosesReplies(network, "Lost in the post"));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            lossy.CreateCaseAsync(new NewCase("Lost in the post", Description, Priority.P2, name), Cancel));

        Assert.True(e.MayHaveTakenEffect);
        Assert.Single(await FindByNameAsync(name));
    }

    [Fact]
    public async Task Comments_InAnyNumber_AreAllReadOnceAndInOrder()
    {
        var id = await MakeAsync();
        var counts = new[]
        {
            0, 1, _subject.CommentPageSize - 1, _subject.CommentPageSize, _subject.CommentPageSize + 1,
            3 * _subject.CommentPageSize,
        };
        var written = new List<string>();
        foreach (var count in counts.Distinct().Order())
        {
            while (written.Count < count)
            {
                written.Add($"Line {written.Count}");
                await _crm.AddCommentAsync(id, written[^1], Cancel);
            }

            var read = await CommentsAsync(id);
            Assert.Equal(count, read.DistinctBy(comment => comment.Id).Count());
            Assert.Equal(written.Order(), read.Select(comment => comment.Body).Order());
            Assert.True(
                read.Zip(read.Skip(1)).All(pair => pair.First.CreatedAt >= pair.Second.CreatedAt)
                    || read.Zip(read.Skip(1)).All(pair => pair.First.CreatedAt <= pair.Second.CreatedAt));
        }
    }
}
