using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Bench;

/// <summary>A CRM in which nothing has changed; it counts how often it is asked.</summary>
internal sealed class QuietCrm(TimeProvider clock) : ICrm
{
    public int Searches { get; private set; }

    public SideTraits Traits { get; } = new()
    {
        Side = Side.Company,
        CommentLengthMax = 100_000,
        TitleLengthMax = 255,
        DescriptionLengthMax = 100_000,
    };

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Searches++;
        await Task.CompletedTask;
        yield return new CasePage([], clock.GetUtcNow());
    }

    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) => Task.FromResult<string?>("casesync");

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) => throw NotAsked();

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel) => throw NotAsked();

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) => throw NotAsked();

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => throw NotAsked();

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) => throw NotAsked();

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel) => throw NotAsked();

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) => throw NotAsked();

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) => throw NotAsked();

    public Task<WriteReceipt> AddAttachmentAsync(CaseRef id, NewAttachment file, Stream content, CancellationToken cancel) =>
        throw NotAsked();

    public IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(GoogleCaseName name, CancellationToken cancel) => throw NotAsked();

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) => throw NotAsked();

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => throw NotAsked();

    private static InvalidOperationException NotAsked() => new("A quiet poll asks for nothing but its search.");
}
