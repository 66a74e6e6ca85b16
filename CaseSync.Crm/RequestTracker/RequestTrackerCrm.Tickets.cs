using System.Globalization;
using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Words = CaseSync.Crm.RequestTracker.RequestTrackerTranslation;

namespace CaseSync.Crm.RequestTracker;

/// <summary>How tickets are read: one by its id, or all that a query finds.</summary>
internal sealed partial class RequestTrackerCrm
{
    private const int TicketPageSize = 100; // The most that REST 2 gives.
    private const string TicketFields = "Subject,Status,Priority,Created,LastUpdated,Creator,CustomFields";

    // Between our clock and RT's, and for the second in which the answer is made: asking for more costs little, since
    // what is too old is left out here.
    private const int SpareSeconds = 5;
    private const int TooShortMax = 3;

    private TimeSpan _ahead; // How far RT's clock was ahead of ours.

    private async Task<(WireTicket? Ticket, DateTimeOffset? ServerTime)> FindTicketAsync(
        CaseRef id, CancellationToken cancel)
    {
        if (!id.Value.All(char.IsAsciiDigit))
        {
            return (null, null);
        }

        var request = RemoteRequest.Get("cases.get", TicketPath(id)) with
        {
            IsAnswer = error => error is { Status: 404, Message: "Not Found" },
        };
        var answer = await _api.FindAsync(request, s_json.WireTicket, cancel);
        if (answer.Value is null)
        {
            await EnsureItIsRequestTrackerAsync(cancel);
        }

        // One that was merged into another is answered as that one.
        var isItself = answer.Value is { } ticket && Words.IdOf(ticket.Id).Equals(id);
        return (isItself ? answer.Value : null, answer.ServerTime);
    }

    // Whatever stands between may say "Not Found" in the same words; that is no case that is gone.
    private async Task EnsureItIsRequestTrackerAsync(CancellationToken cancel)
    {
        var answer = await _api.CallAsync(RemoteRequest.Get("version", "rt"), s_json.WireVersion, cancel);
        if (string.IsNullOrEmpty(answer.Value.Version))
        {
            throw new RemoteCallException(
                "company", "version", RemoteFailure.Denied,
                "company version: Crm__BaseAddress does not lead to a Request Tracker");
        }
    }

    private async IAsyncEnumerable<RemoteAnswer<WireItems<WireTicket>>> ReadTicketsAsync(
        DateTimeOffset? since, Func<long?, string> query, [EnumeratorCancellation] CancellationToken cancel)
    {
        // By id, not by offset: what changes meanwhile moves to the end of an order by time, and pulls others before
        // the page that is read next. Rows that we may not see are left out after the page is cut, so that a short
        // page, or an empty one, is not the end.
        var (last, page) = (0L, 1);
        for (var tooShort = 0; ;)
        {
            var secondsAgo = SecondsSince(since);
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"tickets?query={Escape($"{query(secondsAgo)} AND id > {last}")}&orderby=id&order=ASC"
                    + $"&per_page={TicketPageSize}&page={page}&fields={TicketFields}");
            var request = RemoteRequest.Get("cases.list", path);
            var sentAt = _clock.GetUtcNow();
            var answer = await _api.CallAsync(request, s_json.Tickets, cancel);
            if (IsTooShort(since, secondsAgo, sentAt, answer.ServerTime))
            {
                if (++tooShort >= TooShortMax)
                {
                    throw Unreadable(request, "RT's clock cannot be made out: its answers take too long");
                }

                continue; // Now that RT's clock is known, it is asked for more.
            }

            if (answer.Value is not { Items: { } items, Total: { } total })
            {
                throw Unreadable(request, "it does not say how many tickets there are (is UseSQLForACLChecks off?)");
            }

            yield return answer;
            if (total <= page * TicketPageSize)
            {
                yield break;
            }

            (last, page) = items.Count > 0 ? (items.Max(one => one.Id), 1) : (last, page + 1);
        }
    }

    private long? SecondsSince(DateTimeOffset? instant) => instant is { } since
        ? Math.Max(0, (long)Math.Ceiling((_clock.GetUtcNow() + _ahead - since).TotalSeconds)) + SpareSeconds
        : null;

    private bool IsTooShort(
        DateTimeOffset? since, long? secondsAgo, DateTimeOffset sentAt, DateTimeOffset? serverTime)
    {
        if (serverTime is not { } theirs)
        {
            return false;
        }

        _ahead = theirs - sentAt; // With the time that the answer took: too much by that, never too little.
        return secondsAgo is { } asked && theirs.AddSeconds(1 - asked) > since;
    }

    private static RemoteCallException Unreadable(RemoteRequest request, string why) => new(
        "company", request.Operation, RemoteFailure.Unavailable, $"company {request.Operation}: {why}");

    private List<SupportCase> ToCases(WireItems<WireTicket> page) =>
        [.. (page.Items ?? []).Select(ToCase).OfType<SupportCase>()];

    private SupportCase? ToCase(WireTicket ticket)
    {
        var seen = _words.FindCase(ticket);
        if (seen is { GoogleCaseName: null } && Words.ValueOf(ticket, _options.CaseNameField) is { Length: > 0 } name)
        {
            _log.UnusableGoogleCaseName(seen.Ref.Value, name);
        }

        return seen;
    }
}
