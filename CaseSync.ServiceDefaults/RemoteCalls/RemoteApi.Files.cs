using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using CaseSync.Core.Doors;

namespace CaseSync.ServiceDefaults.RemoteCalls;

public sealed partial class RemoteApi
{
    private const int RedirectsMax = 5;

    /// <summary>
    /// Opens a file for reading as it arrives. A stand-still, or an end too early, throws from the stream's reads.
    /// </summary>
    public async Task<Stream> OpenAsync(RemoteRequest request, CancellationToken cancel)
    {
        using var span = RemoteTelemetry.StartSpan(system, request.Operation);
        try
        {
            var content = await _repeats.ExecuteAsync(async token => await OpenOnceAsync(request, token), cancel);
            span.SetOk();
            return content;
        }
        catch (RemoteCallException e)
        {
            span.SetFailure(e);
            throw;
        }
    }

    /// <summary>Sends a file as the request's body.</summary>
    public Task<RemoteAnswer<T>> UploadAsync<T>(
        RemoteRequest request, Stream content, long sizeBytes, string? contentType, JsonTypeInfo<T> type,
        CancellationToken cancel)
        where T : class => UploadAsync(request, content, sizeBytes, contentType, null, type, cancel);

    /// <summary>
    /// Sends a file, as it is read, and reads the answer. Sent once; ended when no byte is taken for the idle limit.
    /// </summary>
    /// <param name="form">What the file is sent in; null: it is the body.</param>
    public async Task<RemoteAnswer<T>> UploadAsync<T>(
        RemoteRequest request, Stream content, long sizeBytes, string? contentType, UploadForm? form,
        JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        using var span = RemoteTelemetry.StartSpan(system, request.Operation);
        try
        {
            using var limit = new TimeLimit(limits.FileIdle, clock, cancel);
            using var message = new HttpRequestMessage(request.Method, request.Path);
            var file = new StreamedBody(content, sizeBytes, limit)
            {
                Headers = { ContentType = MediaTypeHeaderValue.TryParse(contentType, out var known) ? known : s_bytes },
            };
            message.Options.Set(BearerTokenHandler.File, file);
            message.Content = form?.Around(file) ?? (HttpContent)file;
            // So that a refusal (401, 413) comes before the file is sent, and not as a broken connection in the middle
            // of it.
            message.Headers.ExpectContinue = true;
            var answer = await GuardAsync(request, limit, async () =>
            {
                using var response = await http.SendAsync(
                    message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                _ = await FindErrorAsync(request, response, limit.Token);
                return new RemoteAnswer<T>(await ReadJsonAsync(response, type, limit.Token), response.Headers.Date)
                {
                    Location = response.Headers.Location,
                };
            });
            span.SetOk();
            return answer;
        }
        catch (RemoteCallException e)
        {
            span.SetFailure(e);
            throw;
        }
    }

    private static readonly MediaTypeHeaderValue s_bytes = new("application/octet-stream");

    private async Task<Stream> OpenOnceAsync(RemoteRequest request, CancellationToken cancel)
    {
        using var limit = new TimeLimit(limits.RequestTimeout, clock, cancel);
        return await GuardAsync(request, limit, async () =>
        {
            var response = await FollowAsync(request, limit.Token);
            try
            {
                _ = await FindErrorAsync(request, response, limit.Token);
                var bytes = await response.Content.ReadAsStreamAsync(limit.Token);
                return new ArrivingFile(response, bytes, limits.FileIdle, clock, (what, e) =>
                    Failed(request, RemoteFailure.Unavailable, what, e));
            }
            catch
            {
                response.Dispose();
                throw;
            }
        });
    }

    // A file may lie at another host under a signed address: our token is for the API alone and does not go there.
    private async Task<HttpResponseMessage> FollowAsync(RemoteRequest request, CancellationToken cancel)
    {
        var address = new Uri(http.BaseAddress!, request.Path);
        for (var redirects = 0; ; redirects++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            message.Options.Set(BearerTokenHandler.Anonymous, redirects > 0);
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
                || response.Headers.Location is not { } location)
            {
                return response;
            }
            response.Dispose();
            address = new Uri(address, location);
            var isSafe = address.Scheme == Uri.UriSchemeHttps
                || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && http.BaseAddress!.IsLoopback);
            if (!isSafe || redirects >= RedirectsMax)
            {
                throw Failed(request, RemoteFailure.Denied, isSafe
                    ? $"redirects more than {RedirectsMax} times"
                    : $"redirects to {address.Scheme}://{address.Host}; only https is followed");
            }
        }
    }
}
