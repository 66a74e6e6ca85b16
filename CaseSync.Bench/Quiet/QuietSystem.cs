using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Bench.Quiet;

/// <summary>
/// A side on which nothing changes: every search is answered with one empty page. Whatever else a quiet poll would call
/// is a fault.
/// </summary>
internal sealed class QuietSystem(Side side, TimeProvider clock) : ICrm, ICustomerCare
{
    public int Searches { get; private set; }

    public SideTraits Traits { get; } = new()
    {
        Side = side,
        CommentLengthMax = 30_000,
        TitleLengthMax = 250,
        DescriptionLengthMax = 30_000,
    };

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Searches++;
        await Task.CompletedTask;
        yield return new CasePage([], clock.GetUtcNow());
    }

    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) =>
        Task.FromResult<string?>("casesync@local.test");

    public Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel) => throw Unexpected();

    public Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel) => throw Unexpected();

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) => throw Unexpected();

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel) => throw Unexpected();

    public Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel) =>
        throw Unexpected();

    public Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel) =>
        throw Unexpected();

    public Task<WriteReceipt> AddAttachmentAsync(
        CaseRef id, NewAttachment file, Stream content, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(
        GoogleCaseName name, CancellationToken cancel) => throw Unexpected();

    public Task SetGoogleCaseNameAsync(
        CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) => throw Unexpected();

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => throw Unexpected();

    public IAsyncEnumerable<SupportCase> SearchTextAsync(string text, CancellationToken cancel) => throw Unexpected();

    private InvalidOperationException Unexpected() =>
        new($"Nothing changed at {Traits.Side}, and yet more than a search was asked of it.");
}

/// <summary>Where nothing changed nothing is queued.</summary>
internal sealed class UnusedQueue : ITaskQueue
{
    public Task EnqueueAsync(SyncTask task, CancellationToken cancel) =>
        throw new InvalidOperationException($"Nothing changed, and yet {task.Name} was queued.");
}
