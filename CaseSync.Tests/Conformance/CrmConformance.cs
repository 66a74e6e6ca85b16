using CaseSync.Core.Cases;
using CaseSync.Core.Doors;

namespace CaseSync.Tests.Conformance;

/// <summary>
/// The conformance kit: what any adapter must do with the real system, or with one that keeps its rules. Each check
/// makes cases of its own, so that they can run against a system that others use too.
/// </summary>
public abstract partial class CrmConformance : IAsyncLifetime
{
    private const string Description = "It does not start.";

    private static int _number;

    private CrmUnderTest _subject = null!;
    private ICrm _crm = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the system, or finds the one that runs; skips the check, saying why, where it cannot.</summary>
    protected abstract Task<CrmUnderTest> OpenAsync(CancellationToken cancel);

    public async ValueTask InitializeAsync()
    {
        _subject = await OpenAsync(Cancel);
        _crm = _subject.Connect();
    }

    public ValueTask DisposeAsync()
    {
        _subject?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private async Task<CompanyCaseId> MakeAsync(
        string title = "Conformance", Priority? priority = Priority.P2, GoogleCaseName? google = null,
        string description = Description) =>
        (CompanyCaseId)(await _crm.CreateCaseAsync(new NewCase(title, description, priority, google), Cancel)).Ref;

    private async Task<SupportCase> ReadAsync(CompanyCaseId id) => (await _crm.FindCaseAsync(id, Cancel)).Case!;

    private async Task<List<SupportCase>> SearchAsync(DateTimeOffset? since)
    {
        var found = new List<SupportCase>();
        await foreach (var page in _crm.SearchUpdatedAsync(since, Cancel))
        {
            found.AddRange(page.Cases);
        }

        return found;
    }

    private Task<List<Comment>> CommentsAsync(CompanyCaseId id) =>
        _crm.ReadCommentsAsync(id, Cancel).ToListAsync(Cancel).AsTask();

    private Task<List<Attachment>> FilesAsync(CompanyCaseId id) =>
        _crm.ReadAttachmentsAsync(id, Cancel).ToListAsync(Cancel).AsTask();

    // Of this run and no other: the system may keep what earlier runs made.
    private static GoogleCaseName NewName()
    {
        var run = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return GoogleCaseName.Parse($"projects/shop/cases/{run}{Interlocked.Increment(ref _number)}");
    }
}
