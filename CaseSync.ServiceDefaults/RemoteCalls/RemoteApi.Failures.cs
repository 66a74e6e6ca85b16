using System.Text.Json;
using CaseSync.Core.Doors;

namespace CaseSync.ServiceDefaults.RemoteCalls;

public sealed partial class RemoteApi
{
    // The one place where what goes wrong on the wire becomes a RemoteCallException, and where requests are counted.
    private async Task<T> GuardAsync<T>(RemoteRequest request, TimeLimit limit, Func<Task<T>> send)
    {
        try
        {
            var answer = await send();
            RemoteTelemetry.Count(system, request.Operation, RemoteTelemetry.Ok);
            return answer;
        }
        catch (RemoteCallException e)
        {
            RemoteTelemetry.Count(system, request.Operation, e.Failure);
            throw;
        }
        catch (OperationCanceledException e) when (!limit.IsCallersWish)
        {
            throw Broken(
                request, $"gave no answer within {limit.Length.TotalSeconds:0} s", e, mayHaveTakenEffect: true);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Broken(
                request, $"gave an answer longer than {limits.AnswerBytesMax} bytes", e, mayHaveTakenEffect: true);
        }
        catch (HttpRequestException e)
        {
            var neverSent = e.HttpRequestError is HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;
            throw Broken(request, $"broke off ({e.HttpRequestError})", e, mayHaveTakenEffect: !neverSent);
        }
        catch (IOException e)
        {
            throw Broken(request, "broke off", e, mayHaveTakenEffect: true);
        }
        catch (JsonException e)
        {
            throw Broken(request, "gave an answer that is not the JSON of its API", e, mayHaveTakenEffect: true);
        }
    }

    // Null for a success; the error where it is an answer; throws otherwise.
    private async Task<RemoteError?> FindErrorAsync(
        RemoteRequest request, HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }
        var error = await RemoteError.ReadAsync(response, cancel);
        return request.IsAnswer(error) ? error : throw new RemoteCallException(
            system, request.Operation, error.Failure,
            $"{system} {request.Operation} {request.Subject} {error.Describe()}")
        {
            Status = error.Status,
            Code = error.Code,
            MayHaveTakenEffect = !request.IsRepeatable && error.Status >= 500,
            RetryAfter = RetryAfter(response),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private RemoteCallException Broken(RemoteRequest request, string what, Exception inner, bool mayHaveTakenEffect)
    {
        RemoteTelemetry.Count(system, request.Operation, RemoteFailure.Unavailable);
        return Failed(request, RemoteFailure.Unavailable, what, inner, mayHaveTakenEffect && !request.IsRepeatable);
    }

    private RemoteCallException Failed(
        RemoteRequest request, RemoteFailure failure, string what, Exception? inner = null,
        bool mayHaveTakenEffect = false) =>
        new(system, request.Operation, failure, $"{system} {request.Operation} {request.Subject} {what}", inner)
        {
            MayHaveTakenEffect = mayHaveTakenEffect,
        };
}
