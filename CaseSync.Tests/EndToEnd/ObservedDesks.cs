using CaseSync.Tests.Chaos;
using CaseSync.Tests.EndToEnd.Otlp;

namespace CaseSync.Tests.EndToEnd;

internal sealed record ObservedPair(string GoogleNumber, string GoogleName, string CompanyId);

/// <param name="ChangesBefore">How many changes polls had seen of its case when it was written.</param>
internal sealed record ObservedComment(ObservedPair Pair, string Id, int ChangesBefore)
{
    public string Item => $"Google:Comment:{Id}:1";
}

/// <summary>Both desks of a stack, and what the telemetry says of the work at them.</summary>
internal sealed class ObservedDesks : IDisposable
{
    private const string Ann = "ann@example.com";

    private readonly GoogleDesk _google;
    private readonly CrmDesk _crm;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly TimeSpan _within;

    public ObservedDesks(Stack stack, ReceivedTelemetry telemetry, TimeSpan within)
    {
        (_google, _crm) = (new GoogleDesk(new Uri(stack.Google)), new CrmDesk(new Uri(stack.Crm)));
        (Telemetry, _within) = (telemetry, within);
        Outages = new OutageControl(_http, new Uri(stack.OutageProxy));
    }

    public ReceivedTelemetry Telemetry { get; }

    public OutageControl Outages { get; }

    /// <summary>Opened at Google, and all that this leads to is done.</summary>
    public async Task<ObservedPair> OpenPairAsync(string title, CancellationToken cancel)
    {
        var number = await _google.OpenAsync(Ann, title, "It just happened.", 2, isFlagged: true, cancel);
        var mirror = await Telemetry.WaitForAsync(
            $"case '{title}' in the CRM", _within,
            async () => (await _crm.ListAsync(cancel)).FirstOrDefault(one => one.Title == title), cancel);
        var pair = new ObservedPair(number, $"projects/casesync-demo/cases/{number}", mirror.Id);
        // Only then is a comment a change of its own.
        await Telemetry.WaitForAsync("quiet", _within, () => IsQuiet(pair) ? pair : null, cancel);
        return pair;
    }

    public async Task<ObservedComment> CommentAsync(ObservedPair pair, string body, CancellationToken cancel)
    {
        var before = Changes(pair).Count();
        await _google.CommentAsync(Ann, pair.GoogleNumber, body, isPublic: true, cancel);
        var seen = (await _google.ReadAsync(cancel)).Single(one => one.Id == pair.GoogleNumber);
        return new ObservedComment(pair, seen.Comments.Single(comment => comment.Body == body).Id, before);
    }

    /// <summary>The span that wrote the comment's copy.</summary>
    public async Task<ReceivedSpan> WriteOfAsync(ObservedComment comment, CancellationToken cancel)
    {
        var write = await Telemetry.WaitForAsync(
            $"copy of {comment.Item}", _within, () => Telemetry.Spans.FirstOrDefault(
            span => span.Name == "AddComment" && span["casesync.item"] == comment.Item
                && span["casesync.outcome"] == "done"), cancel);
        // Spans end, and are sent, from the inside out.
        await Telemetry.WaitForAsync(
            "root above it", _within, () => Telemetry.UpFrom(write).FirstOrDefault(span => span.ParentId.Length == 0),
            cancel);
        return write;
    }

    /// <summary>The span of the poll that saw it.</summary>
    public Task<ReceivedSpan> ChangeOfAsync(ObservedComment comment, CancellationToken cancel) =>
        Telemetry.WaitForAsync(
        $"change for {comment.Item}", _within, () => Changes(comment.Pair).Skip(comment.ChangesBefore).FirstOrDefault(),
        cancel);

    /// <summary>One that was tried again, knowing a later change, and failed again: so the next knows both.</summary>
    public Task<ReceivedSpan> FailedSyncAsync(ReceivedSpan change, CancellationToken cancel) => Telemetry.WaitForAsync(
        "failed sync with a link", _within, () => Telemetry.Spans.FirstOrDefault(span => span.TraceId == change.TraceId
            && span.Name == "casesync.sync" && span["casesync.outcome"] == "TryAgain" && span.Links.Count > 0
            && span["casesync.attempt"] is not ("1" or null)), cancel);

    public void Dispose()
    {
        _google.Dispose();
        _crm.Dispose();
        _http.Dispose();
    }

    private IEnumerable<ReceivedSpan> Changes(ObservedPair pair) => Telemetry.Spans.Where(span =>
        span.Name == "casesync.change" && span["casesync.google_case"] == pair.GoogleName
            && span["casesync.direction"] == "google_to_company");

    // Our own notice at Google is a change as well: a poll has seen it, and a sync that nothing was to be done.
    private bool IsQuiet(ObservedPair pair)
    {
        var syncs = Telemetry.Spans.Where(
            span => span.Name == "casesync.sync" && span["casesync.google_case"] == pair.GoogleName).ToList();
        return Changes(pair).Count() > 1 && syncs.Exists(span => span.TraceId == Changes(pair).Last().TraceId
            && span["casesync.reason"] is not null && span["casesync.outcome"] == "Done");
    }
}
