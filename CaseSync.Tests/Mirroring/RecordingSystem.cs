using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

/// <summary>Either door, writing down what was asked of it.</summary>
internal sealed class RecordingSystem(Side side) : ICustomerCare, ICrm
{
    public List<string> Writes { get; } = [];

    public SideTraits Traits { get; } = A.Traits(side);

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel)
    {
        Writes.Add($"create {draft.Title}");
        return Task.FromResult(A.Case(side));
    }

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) =>
        WriteAsync($"priority {id} {priority}");

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => WriteAsync($"close {id}");

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => WriteAsync($"reopen {id}");

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        WriteAsync($"name {id} {name}");

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel) =>
        WriteAsync($"comment {id} {body}");

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        Task.FromResult<Stream>(new MemoryStream());

    public Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel) =>
        WriteAsync($"attach {id} {file.FileName}");

    public IAsyncEnumerable<CasePage> SearchUpdatedAsync(DateTimeOffset? updatedAfter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<SupportCase> SearchTextAsync(string text, CancellationToken cancel) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(GoogleCaseName name, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) => throw new NotSupportedException();

    private Task<WriteReceipt> WriteAsync(string what)
    {
        Writes.Add(what);
        return Task.FromResult(new WriteReceipt("new", A.Connector(side)));
    }
}
