using System.Net;
using System.Text;

namespace CaseSync.Tests.Conformance;

/// <summary>Lets requests through, and loses the reply to the one that carries a text.</summary>
internal sealed class LosesReplies(HttpMessageHandler network, string text) : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var carriesIt = request.Content is { } content
            && (await content.ReadAsStringAsync(cancellationToken)).Contains(text, StringComparison.Ordinal);
        var response = await base.SendAsync(request, cancellationToken);
        if (!carriesIt)
        {
            return response;
        }

        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
    }
}

/// <summary>Changes what the system answers.</summary>
internal sealed class RewritesAnswers(HttpMessageHandler network, Func<string, string> rewrite)
    : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        response.Content = new StringContent(rewrite(body), Encoding.UTF8, "application/json");
        return response;
    }
}

/// <summary>Lets each request through, until one is the second to ask for a list.</summary>
internal sealed class LosesLaterPages(HttpMessageHandler network) : DelegatingHandler(network)
{
    private int _lists;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isList = request.RequestUri!.Query.Contains("page", StringComparison.OrdinalIgnoreCase);
        return isList && Interlocked.Increment(ref _lists) > 1
            ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            : await base.SendAsync(request, cancellationToken);
    }
}
