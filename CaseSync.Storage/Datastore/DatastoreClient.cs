using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CaseSync.Core;
using CaseSync.Core.Doors;
using Polly.Timeout;

namespace CaseSync.Storage.Datastore;

/// <summary>
/// Datastore's REST API: sends, tells a lost race from a failure, and puts failures into the door's words.
/// </summary>
internal sealed class DatastoreClient(HttpClient http, DatastoreEndpoint endpoint, TimeProvider clock)
{
    public const string HttpClientName = "datastore";

    /// <summary>For one attempt; callers' leases count on it.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

    /// <summary>For a read with all its attempts.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Set on a request that may be sent again: all are POST, so nothing else tells a read.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsRead = new("CaseSync.Storage.IsRead");

    private const string Unavailable = "unavailable";
    private const string Commit = "commit";
    private const string Aborted = "ABORTED";
    private const int MessageLengthMax = 300;

    public Task<LookupResponse> LookupAsync(LookupRequest request, CancellationToken cancel) =>
        ReadAsync("lookup", request, DatastoreJson.Default.LookupRequest, DatastoreJson.Default.LookupResponse, cancel);

    public Task<RunQueryResponse> RunQueryAsync(RunQueryRequest request, CancellationToken cancel) =>
        ReadAsync(
            "runQuery", request, DatastoreJson.Default.RunQueryRequest, DatastoreJson.Default.RunQueryResponse, cancel);

    /// <param name="isConditional">Whether the request inserts or names a version, so that it can lose a race.</param>
    public async Task<bool> TryCommitAsync(CommitRequest request, bool isConditional, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, DatastoreJson.Default.CommitRequest);
        var answer = await SendAsync(Commit, body, RequestTimeout, cancel);
        if (answer.Status == HttpStatusCode.OK)
        {
            var results = Parse(Commit, answer, DatastoreJson.Default.CommitResponse).MutationResults;
            return results.All(r => !r.ConflictDetected);
        }

        // ABORTED and ALREADY_EXISTS are both 409; a version that moved is FAILED_PRECONDITION, 400. None has written.
        var error = ParseError(answer);
        return isConditional && error?.Status is Aborted or "ALREADY_EXISTS" or "FAILED_PRECONDITION" or "NOT_FOUND"
            ? false
            : throw Failure(Commit, answer, error);
    }

    private async Task<TResponse> ReadAsync<TRequest, TResponse>(
        string operation, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType,
        CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        var answer = await SendAsync(operation, body, ReadTimeout, cancel);
        return answer.Status == HttpStatusCode.OK
            ? Parse(operation, answer, responseType)
            : throw Failure(operation, answer, ParseError(answer));
    }

    private async Task<Answer> SendAsync(string operation, byte[] body, TimeSpan limit, CancellationToken cancel)
    {
        using var timeLimit = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeLimit.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.AddressOf(operation));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Options.Set(IsRead, operation != Commit);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var content = await response.Content.ReadAsByteArrayAsync(either.Token);
            Count(operation, OutcomeOf(response.StatusCode));
            return new Answer(response.StatusCode, content, RetryAfter(response.Headers));
        }
        catch (HttpRequestException e)
        {
            Count(operation, Unavailable);
            var wasSent = e.HttpRequestError is not (HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            throw NoAnswer(operation, $"the connection failed ({e.HttpRequestError})", wasSent, e);
        }
        catch (Exception e) when (
            e is TimeoutRejectedException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Count(operation, Unavailable);
            throw NoAnswer(operation, "no answer came within the time limit", wasSent: true, e);
        }
    }

    private static void Count(string operation, string outcome) => CaseSyncTelemetry.ApiRequests.Add(
        1, new TagList
        {
            { CaseSyncTelemetry.Tags.System, "store" },
            { CaseSyncTelemetry.Tags.Operation, operation },
            { CaseSyncTelemetry.Tags.Outcome, outcome },
        });

    private static string OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        < 400 => "ok",
        408 or 429 => "throttled",
        409 => "conflict",
        401 or 403 or 404 => "denied",
        >= 499 => Unavailable,
        _ => "rejected",
    };

    private static T Parse<T>(string operation, Answer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw NoAnswer(operation, "the answer cannot be read", wasSent: true, e);
        }
    }

    // Something between us and Datastore may answer in its own format.
    private static ErrorBody? ParseError(Answer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, DatastoreJson.Default.ErrorResponse)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RemoteCallException NoAnswer(string operation, string what, bool wasSent, Exception why) =>
        new("store", operation, RemoteFailure.Unavailable, $"Datastore: {operation}: {what}.", why)
        {
            MayHaveTakenEffect = operation == Commit && wasSent,
        };

    private static RemoteCallException Failure(string operation, Answer answer, ErrorBody? error)
    {
        var status = (int)answer.Status;
        var failure = status switch
        {
            408 or 429 => RemoteFailure.Throttled,
            >= 499 => RemoteFailure.Unavailable,
            // 404 here: the project or its database is not there. That is never the case's fault.
            401 or 403 or 404 => RemoteFailure.Denied,
            // Too many at once on one entity; nothing was written.
            409 when error?.Status == Aborted => RemoteFailure.Unavailable,
            409 => RemoteFailure.Conflict,
            _ => error?.Status == "FAILED_PRECONDITION" ? RemoteFailure.Conflict : RemoteFailure.Rejected,
        };
        var said = error?.Message is { Length: > MessageLengthMax } text ? text[..MessageLengthMax] : error?.Message;
        return new RemoteCallException(
            "store", operation, failure, $"Datastore: {operation} answered {status} {error?.Status}: {said}")
        {
            Status = status,
            RetryAfter = answer.RetryAfter,
            MayHaveTakenEffect = operation == Commit && status is 408 or >= 499,
        };
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private sealed record Answer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter);
}
