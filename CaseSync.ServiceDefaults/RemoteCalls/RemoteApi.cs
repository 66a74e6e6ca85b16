using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CaseSync.Core.Doors;
using Polly;

namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>
/// How every adapter talks to its system: one time limit for each request, repeats of what may be repeated, bounded
/// answers, and each failure as a <see cref="RemoteCallException"/>. A write is sent once.
/// </summary>
/// <param name="http">With the system's base address, without a time limit or retries of its own.</param>
/// <param name="system">The name that <see cref="RemoteCallException.System"/>, spans and metrics use.</param>
public sealed partial class RemoteApi(
    HttpClient http, string system, RemoteLimits limits, TimeProvider clock, Func<double> jitter)
{
    private const int PagesMax = 10_000;

    private readonly ResiliencePipeline _repeats = RemoteRepeats.Create(clock, jitter);

    /// <summary>Sends and reads the answer; null only where <see cref="RemoteRequest.IsAnswer"/> says so.</summary>
    public Task<RemoteAnswer<T?>> FindAsync<T>(RemoteRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class =>
        SendAsync<T?>(request, async (response, token) => await ReadJsonAsync(response, type, token), cancel);

    /// <summary>Sends and reads the answer.</summary>
    public async Task<RemoteAnswer<T>> CallAsync<T>(
        RemoteRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class =>
        await SendAsync(request, (response, token) => ReadJsonAsync(response, type, token), cancel);

    /// <summary>Sends; whatever a success answers is not looked at.</summary>
    public async Task SendAsync(RemoteRequest request, CancellationToken cancel) =>
        await SendAsync<object?>(request, (_, _) => Task.FromResult<object?>(null), cancel);

    /// <summary>
    /// Reads page after page. Only the lack of a next token is the end: an empty page is not, and a token that comes
    /// again or a page too many is a failure, since what lies behind it would be lost without a word.
    /// </summary>
    /// <param name="request">The request for the page of a token; null for the first.</param>
    public async IAsyncEnumerable<RemoteAnswer<T>> ReadPagesAsync<T>(
        Func<string?, RemoteRequest> request, JsonTypeInfo<T> type, Func<T, string?> nextToken,
        [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        var seen = new HashSet<string>();
        string? token = null;
        do
        {
            var page = await CallAsync(request(token), type, cancel);
            yield return page;
            token = nextToken(page.Value);
            if (!string.IsNullOrEmpty(token) && (!seen.Add(token) || seen.Count >= PagesMax))
            {
                throw Failed(request(null), RemoteFailure.Unavailable, seen.Count >= PagesMax
                    ? $"has more than {PagesMax} pages" : "gave one page token twice");
            }
        }
        while (!string.IsNullOrEmpty(token));
    }

    private async Task<RemoteAnswer<T>> SendAsync<T>(
        RemoteRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var span = RemoteTelemetry.StartSpan(system, request.Operation);
        try
        {
            var answer = request.IsRepeatable
                ? await _repeats.ExecuteAsync(async token => await SendOnceAsync(request, read, token), cancel)
                : await SendOnceAsync(request, read, cancel);
            span.SetOk();
            return answer;
        }
        catch (RemoteCallException e)
        {
            span.SetFailure(e);
            throw;
        }
    }

    private async Task<RemoteAnswer<T>> SendOnceAsync<T>(
        RemoteRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var limit = new TimeLimit(limits.RequestTimeout, clock, cancel);
        using var message = request.ToMessage();
        return await GuardAsync(request, limit, async () =>
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (await FindErrorAsync(request, response, limit.Token) is not null)
            {
                return new RemoteAnswer<T>(default!, response.Headers.Date);
            }
            return new RemoteAnswer<T>(await read(response, limit.Token), response.Headers.Date)
            {
                Location = response.Headers.Location,
            };
        });
    }

    private async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        await response.Content.LoadIntoBufferAsync(limits.AnswerBytesMax, cancel);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        return await JsonSerializer.DeserializeAsync(
            body, type, cancel) ?? throw new JsonException("The answer is null.");
    }
}
