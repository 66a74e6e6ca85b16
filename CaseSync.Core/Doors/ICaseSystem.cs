using CaseSync.Core.Cases;

namespace CaseSync.Core.Doors;

/// <summary>
/// What both systems can do, so that one planner and one executor serve both directions. Reads may be retried inside a
/// call; a write is sent once. Every failure is a <see cref="RemoteCallException"/>.
/// </summary>
public interface ICaseSystem
{
    SideTraits Traits { get; }

    /// <summary>
    /// Cases changed after an instant (all when null), page by page; the CRM's only with its synchronization flag set.
    /// Order is not promised. A page that cannot be read throws: it is never taken for the last.
    /// </summary>
    IAsyncEnumerable<CasePage> SearchUpdatedAsync(DateTimeOffset? updatedAfter, CancellationToken cancel);

    /// <summary>The case, or none if the system says that it does not exist (404).</summary>
    Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel);

    Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel);

    Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel);

    /// <summary>Closes the case; one that is closed already stays so and is no error.</summary>
    Task CloseCaseAsync(CaseRef id, CancellationToken cancel);

    /// <summary>
    /// Comments as the system pages them, usually newest first; a caller may stop early. Private ones come with
    /// <c>IsPublic</c> false.
    /// </summary>
    IAsyncEnumerable<Comment> ReadCommentsAsync(CaseRef id, CancellationToken cancel);

    /// <summary>Adds a comment as our own account; at the CRM with the visibility of mirrors.</summary>
    Task<WriteReceipt> AddCommentAsync(CaseRef id, string body, CancellationToken cancel);

    /// <summary>Attachments as the system pages them. An empty page with a token is not the end.</summary>
    IAsyncEnumerable<Attachment> ReadAttachmentsAsync(CaseRef id, CancellationToken cancel);

    /// <summary>
    /// The file's bytes, as they arrive; the caller disposes the stream. Idle for 20 s:
    /// <see cref="RemoteFailure.Unavailable"/>.
    /// </summary>
    Task<Stream> OpenAttachmentAsync(CaseRef id, Attachment attachment, CancellationToken cancel);

    /// <summary>Streams a file up; <paramref name="content"/> is neither held in memory nor on disk.</summary>
    Task<WriteReceipt> AddAttachmentAsync(CaseRef id, NewAttachment file, Stream content, CancellationToken cancel);

    /// <summary>
    /// Our own account on this side; null while it is unknown, and then nothing there counts as ours.
    /// </summary>
    Task<string?> FindOwnAccountAsync(CancellationToken cancel);
}

/// <param name="ServerTime">The answer's <c>Date</c> header: the side's own clock, whole seconds; null without
/// one.</param>
public sealed record CasePage(IReadOnlyList<SupportCase> Cases, DateTimeOffset? ServerTime);

/// <param name="ServerTime">The answer's <c>Date</c> header: the side's own clock, whole seconds; null without
/// one.</param>
public sealed record CaseRead(SupportCase? Case, DateTimeOffset? ServerTime);

/// <summary>
/// A case to be made. <paramref name="GoogleCaseName"/> goes into the CRM's custom field and is null at Google.
/// </summary>
public sealed record NewCase(string Title, string Description, Priority? Priority, GoogleCaseName? GoogleCaseName);

/// <param name="SizeBytes">The length of the content, as the source lists it.</param>
public sealed record NewAttachment(string FileName, string? ContentType, long SizeBytes);

/// <param name="Id">The id of what was made; null where the system does not say (ServiceNow).</param>
/// <param name="Author">Whom the system shows as its author: how our own account at Google is learned.</param>
public sealed record WriteReceipt(string? Id, Author Author);
