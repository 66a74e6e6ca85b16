using System.Runtime.CompilerServices;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Logging;
using Words = CaseSync.Crm.RequestTracker.RequestTrackerTranslation;

namespace CaseSync.Crm.RequestTracker;

/// <summary>
/// Request Tracker 5 over REST 2 (https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html). What a case is to us is a
/// ticket; a comment is what RT calls a comment (internal) or a correspondence (the customer's, mailed to them).
/// </summary>
internal sealed partial class RequestTrackerCrm : ICrm
{
    private const string RestPath = "/REST/2.0";
    private static readonly RequestTrackerJson s_json = RequestTrackerJson.Default;

    private readonly RemoteApi _api;
    private readonly RequestTrackerOptions _options;
    private readonly Words _words;
    private readonly TimeProvider _clock;
    private readonly ILogger<RequestTrackerCrm> _log;
    private readonly bool _mailsTheCustomer;
    private long? _queueId; // As it was when the queue was last looked at.

    public RequestTrackerCrm(
        RemoteApi api, CrmOptions options, TimeProvider clock, ILogger<RequestTrackerCrm> log)
    {
        (_api, _options, _clock, _log) = (api, options.RequestTracker, clock, log);
        _words = new Words(_options);
        _mailsTheCustomer = options.MirrorVisibility == MirrorVisibility.Public;
        Traits = TraitsOf(options);
    }

    /// <summary>REST 2 refuses "Bearer" for RT's own tokens.</summary>
    public const string TokenScheme = "token";

    public SideTraits Traits { get; }

    public static SideTraits TraitsOf(CrmOptions options) => new()
    {
        Side = Side.Company,
        TimeGranularity = TimeSpan.FromSeconds(1),
        SearchLag = options.SearchLag ?? TimeSpan.Zero, // It searches its own database.
        CommentLengthMax = 100_000, // RT has no limit of its own; a page of comments must fit into one answer.
        TitleLengthMax = 200, // RT cuts what is longer without a word.
        DescriptionLengthMax = 100_000,
        CanReopen = true,
        StoredFileName = Words.StoredFileName,
    };

    /// <summary>Where REST 2 is, below the address that people use.</summary>
    public static Uri ApiOf(Uri site)
    {
        var address = site.AbsoluteUri.TrimEnd('/');
        return new Uri(address.EndsWith(RestPath, StringComparison.OrdinalIgnoreCase) ? address : address + RestPath);
    }

    public async IAsyncEnumerable<CasePage> SearchUpdatedAsync(
        DateTimeOffset? updatedAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A queue or a field that is not there finds nothing, with a 200: everything would be passed over.
        await EnsureQueueAsync(cancel);
        await foreach (var page in ReadTicketsAsync(updatedAfter, _words.Updated, cancel))
        {
            var cases = ToCases(page.Value).Where(one => updatedAfter is null || one.UpdatedAt >= Floor(updatedAfter));
            yield return new CasePage([.. cases], page.ServerTime);
        }
    }

    public async IAsyncEnumerable<SupportCase> FindByGoogleCaseNameAsync(
        GoogleCaseName name, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadTicketsAsync(null, _ => _words.WithName(name), cancel))
        {
            // RT compares without regard to case, and an unknown field finds nothing; the name tells cases apart.
            foreach (var found in ToCases(page.Value).Where(found => name.IsSameCaseAs(found.GoogleCaseName)))
            {
                yield return found;
            }
        }
    }

    public async Task<CaseRead> FindCaseAsync(CaseRef id, CancellationToken cancel)
    {
        var (ticket, serverTime) = await FindTicketAsync(id, cancel);
        if (ticket is null || ToCase(ticket) is not { } found)
        {
            return new CaseRead(null, serverTime);
        }

        return new CaseRead(
            found with
            {
                Description = await ReadDescriptionAsync((CompanyCaseId)id, cancel),
                // Whoever moved it elsewhere took it out of our sight: polls do not find it any more.
                IsSyncRequested = found.IsSyncRequested
                    && ticket.Queue?.Id == (_queueId ?? await EnsureQueueAsync(cancel)),
            },
            serverTime);
    }

    public async Task<SupportCase> CreateCaseAsync(NewCase draft, CancellationToken cancel)
    {
        await EnsureQueueAsync(cancel);
        var request = RemoteRequest.Post("cases.create", "ticket")
            .WithJson(_words.ToWire(draft), s_json.WireTicketChange);
        var id = Words.IdOf((await _api.CallAsync(request, s_json.WireMade, cancel)).Value.Id);
        await CheckMadeAsync(id, draft, cancel);
        return new SupportCase
        {
            Ref = id,
            Title = draft.Title,
            Description = draft.Description,
            Priority = draft.Priority,
            Creator = Ourselves,
            GoogleCaseName = draft.GoogleCaseName,
        };
    }

    public Task SetPriorityAsync(CaseRef id, Priority priority, CancellationToken cancel) => ChangeAsync(
        id, new WireTicketChange { Priority = Words.ToWire(priority) }, read => read.Priority == priority, cancel);

    public Task SetGoogleCaseNameAsync(CompanyCaseId id, GoogleCaseName name, CancellationToken cancel) =>
        ChangeAsync(id, _words.Named(name), read => name.Equals(read.GoogleCaseName), cancel);

    public Task CloseCaseAsync(CaseRef id, CancellationToken cancel) => ChangeAsync(
        id, new WireTicketChange { Status = _options.ClosedStatus }, read => read.State == CaseState.Closed, cancel);

    public Task ReopenCaseAsync(CompanyCaseId id, CancellationToken cancel) => ChangeAsync(
        id, new WireTicketChange { Status = _options.OpenStatus }, read => read.State == CaseState.Open, cancel);

    /// <summary>The configured login: REST 2 has no way to ask whose token it is.</summary>
    public Task<string?> FindOwnAccountAsync(CancellationToken cancel) => Task.FromResult<string?>(_options.Account);

    private Author Ourselves => new(_options.Account, _options.Account);

    // RT answers 200 to a change that it did not make: a status of another lifecycle, a right that we lack. Only
    // reading it back tells, and it is never the fault of what was to be carried over.
    private async Task ChangeAsync(
        CaseRef id, WireTicketChange change, Func<SupportCase, bool> isMade, CancellationToken cancel)
    {
        var request = new RemoteRequest("cases.update", HttpMethod.Put, TicketPath(id))
            .WithJson(change, s_json.WireTicketChange);
        await OnTicketAsync(id, async () => (await _api.CallAsync(request, s_json.Messages, cancel)).Value, cancel);
        var (ticket, _) = await FindTicketAsync(id, cancel);
        if (ticket is null || ToCase(ticket) is not { } read)
        {
            throw Missing(request.Operation, id);
        }

        if (!isMade(read))
        {
            throw new RemoteCallException(
                "company", request.Operation, RemoteFailure.Denied,
                $"company {request.Operation} ticket/{id} answered 200 and changed nothing");
        }
    }

    // A write to a ticket that does not exist is "permission denied" (400 or 403), or a 404 that says no more than
    // that of any gateway.
    private async Task<T> OnTicketAsync<T>(CaseRef id, Func<Task<T>> write, CancellationToken cancel)
    {
        try
        {
            return await write();
        }
        catch (RemoteCallException e) when (e.Status is 400 or 403 or 404)
        {
            if (await IsGoneAsync(id, cancel))
            {
                throw Missing(e.Operation, id, e);
            }

            throw;
        }
    }

    // Not, while that cannot be told.
    private async Task<bool> IsGoneAsync(CaseRef id, CancellationToken cancel)
    {
        try
        {
            return (await FindTicketAsync(id, cancel)).Ticket is null;
        }
        catch (RemoteCallException)
        {
            return false;
        }
    }

    // RT makes a ticket without the values that it does not take (a right that we lack, a pattern, a list of others).
    // Without flag or name it is lost to us; it is there all the same, and its id must not be lost too.
    private async Task CheckMadeAsync(CompanyCaseId id, NewCase draft, CancellationToken cancel)
    {
        try
        {
            var (ticket, _) = await FindTicketAsync(id, cancel);
            if (ticket is not null && !_words.IsWhole(ticket, draft))
            {
                _log.IncompleteTicket(id.Value, _options.CaseNameField, _options.FlagField);
            }

            if (ticket is not null && !Words.IsSame(ticket.Creator?.Id, _options.Account))
            {
                _log.OtherAccount(_options.Account, ticket.Creator?.Id);
            }
        }
        catch (RemoteCallException e)
        {
            _log.TicketNotReadBack(id.Value, e.Message);
        }
    }

    // A custom field that a queue does not have is dropped without a word when a ticket is made, and finds nothing in a
    // search.
    private async Task<long> EnsureQueueAsync(CancellationToken cancel)
    {
        var queue = await _api.CallAsync(
            RemoteRequest.Get("queues.get", $"queue/{Uri.EscapeDataString(_options.Queue)}"), s_json.WireQueue, cancel);
        var fields = queue.Value.TicketCustomFields?.Select(field => field.Name).ToList() ?? [];
        foreach (var needed in new[] { _options.CaseNameField, _options.FlagField })
        {
            if (!fields.Exists(field => Words.IsSame(field, needed)))
            {
                throw new RemoteCallException(
                    "company", "queues.get", RemoteFailure.Denied,
                    $"company queues.get: queue '{_options.Queue}' has no ticket custom field '{needed}' that "
                        + $"'{_options.Account}' may see");
            }
        }

        _queueId = queue.Value.Id;
        return queue.Value.Id;
    }

    private static RemoteCallException Missing(string operation, CaseRef id, Exception? inner = null) => new(
        "company", operation, RemoteFailure.Missing, $"company {operation}: there is no ticket {id}", inner)
    {
        Status = 404,
    };

    private static DateTimeOffset? Floor(DateTimeOffset? instant) =>
        instant is { } at ? at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond)) : null;

    private static string TicketPath(CaseRef id) => $"ticket/{Escape(((CompanyCaseId)id).Value)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
