using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Jobs;

/// <summary>Either door: it shows what it was given, and fails where it was told to.</summary>
internal sealed class ScriptedSystem(Side side) : ICustomerCare, ICrm
{
    public SideTraits Traits { get; init; } = A.Traits(side);

    public string? OwnAccount { get; init; } = A.Connector(side).Account;

    public IReadOnlyList<SupportCase> Cases { get; init; } = [];

    public List<Comment> Comments { get; } = [];

    /// <summary>What reading a case answers instead.</summary>
    public RemoteCallException? FindFails { get; init; }

    /// <summary>What reading comments answers instead.</summary>
    public RemoteCallException? CommentsFail { get; init; }

    /// <summary>What adding a comment answers instead.</summary>
    public RemoteCallException? AddFails { get; init; }

    /// <summary>What setting a priority answers.</summary>
    public RemoteCallException? PriorityFails { get; init; }

    /// <summary>What happens while a search is under way.</summary>
    public Action WhileSearching { get; init; } = () => { };

    public List<string> Said { get; } = [];

    public static RemoteCallException Answers(int status, RemoteFailure failure) =>
        new("google", "comments.list", failure, $"answered {status}") { Status = status };

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        WhileSearching();
        yield return new CasePage(Cases, A.Noon);
    }

    public IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(GoogleCaseName name, CancellationToken cancel) =>
        Cases.ToAsyncEnumerable();

    public IAsyncEnumerable<SupportCase> SearchTextAsync(string text, CancellationToken cancel) =>
        Cases.ToAsyncEnumerable();

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) =>
        FindFails is { } error
            ? Task.FromException<CaseRead>(error)
            : Task.FromResult(new CaseRead(Cases.FirstOrDefault(held => held.Ref.Equals(id)), A.Noon));

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) =>
        CommentsFail is { } error ? throw error : Comments.ToAsyncEnumerable();

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel)
    {
        if (AddFails is { } error)
        {
            throw error;
        }

        Said.Add(body);
        return Task.FromResult(new WriteReceipt("new", A.Connector(side)));
    }

    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) => Task.FromResult(OwnAccount);

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) =>
        throw PriorityFails ?? (Exception)new NotSupportedException();

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => throw new NotSupportedException();

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => throw new NotSupportedException();

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) =>
        AsyncEnumerable.Empty<Attachment>();
}
