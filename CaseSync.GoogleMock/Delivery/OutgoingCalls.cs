using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CaseSync.GoogleMock.Delivery;

/// <summary>
/// Sends what the queue and the scheduler deliver. Not a client of the factory's: the services' resilience must not
/// retry under these, and a task's own <c>traceparent</c> passes untouched.
/// </summary>
internal sealed class OutgoingCalls(HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(handler);

    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    };

    public async Task<DeliveryOutcome> SendAsync(
        HttpRequestMessage request, TimeSpan deadline, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return new DeliveryOutcome((int)response.StatusCode, Wait(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new DeliveryOutcome(null);
        }
        catch (HttpRequestException error)
        {
            // Of a connection that could not be made the outer message says where to; of one that broke only the
            // innermost says more than that something went wrong.
            var cause = error.InnerException is SocketException ? error.Message : error.GetBaseException().Message;
            return new DeliveryOutcome(null) { Unreachable = cause };
        }
    }

    public void Dispose() => _http.Dispose();

    private TimeSpan? Wait(RetryConditionHeaderValue? asked) => asked?.Delta ?? asked?.Date - clock.GetUtcNow();
}
