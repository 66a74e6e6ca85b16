using System.Globalization;
using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Outages;

/// <summary>
/// A side that takes comments and shows them again; nothing of it changes. While it is down nothing of it answers.
/// </summary>
internal sealed class TalkativeSystem(Side side, TimeProvider clock) : ICustomerCare, ICrm
{
    private readonly List<(CaseRef Case, Comment Comment)> _said = [];

    public SideTraits Traits { get; } = A.Traits(side);

    public bool IsDown { get; set; }

    /// <summary>Whether it answers that its case takes no comments, for being closed.</summary>
    public bool TakesNoComments { get; set; }

    /// <summary>How many calls were tried while it was down.</summary>
    public int CallsWhileDown { get; private set; }

    public int SaidCount => _said.Count;

    /// <summary>What was said on a case, in order.</summary>
    public IReadOnlyList<string> On(CaseRef id) =>
        [.. _said.Where(said => said.Case == id).Select(said => said.Comment.Body)];

    /// <summary>The cases on which something was said, in order.</summary>
    public IReadOnlyList<CaseRef> Cases => [.. _said.Select(said => said.Case)];

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel)
    {
        Answer();
        if (TakesNoComments)
        {
            throw new RemoteCallException("google", "comments.create", RemoteFailure.Conflict, "It is closed.")
            {
                Status = 400,
            };
        }

        var comment = new Comment($"{_said.Count + 1}", body, A.Connector(side), clock.GetUtcNow());
        _said.Add((id, comment));
        return Task.FromResult(new WriteReceipt(comment.Id, comment.Author));
    }

    public async IAsyncEnumerable<Comment> ReadCommentsAsync(
        CaseRef id, [EnumeratorCancellation] CancellationToken cancel)
    {
        Answer();
        await Task.CompletedTask;
        foreach (var (_, comment) in _said.Where(said => said.Case == id).Reverse())
        {
            yield return comment;
        }
    }

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        Answer();
        await Task.CompletedTask;
        yield return new CasePage([], clock.GetUtcNow());
    }

    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        Task.FromResult<string?>(A.Connector(side).Account);

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) => throw Unexpected();

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel) => throw Unexpected();

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) => throw Unexpected();

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => throw Unexpected();

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => throw Unexpected();

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        throw Unexpected();

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        throw Unexpected();

    public Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) =>
        throw Unexpected();

    public IAsyncEnumerable<SupportCase> SearchTextAsync(string text, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(GoogleCaseName name, CancellationToken cancel) =>
        throw Unexpected();

    private void Answer()
    {
        if (IsDown)
        {
            CallsWhileDown++;
            throw new RemoteCallException(
                side.ToString().ToLower(CultureInfo.InvariantCulture), "any", RemoteFailure.Unavailable,
                $"{side} is down.")
            { Status = 503 };
        }
    }

    private InvalidOperationException Unexpected() =>
        new($"An outage asked {side} for more than to search and to talk.");
}
