using System.Net;
using System.Threading.Channels;

namespace CaseSync.Tests.GoogleMock;

/// <summary>Where deliveries go: tells what arrived, answers as told, else 200.</summary>
internal sealed class FakeTarget : HttpMessageHandler
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Delivery> _arrived = Channel.CreateUnbounded<Delivery>();
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public FakeTarget Answers(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            Answers(_ => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));
        }
        return this;
    }

    public FakeTarget Answers(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public async Task<Delivery> NextAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        return await _arrived.Reader.ReadAsync(patience.Token);
    }

    public bool IsQuiet => !_arrived.Reader.TryPeek(out _);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(one => one.Key, one => string.Join(", ", one.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_answers)
        {
            _answers.TryDequeue(out answer);
        }
        await _arrived.Writer.WriteAsync(
            new Delivery(request.Method.Method, request.RequestUri!, headers, body), cancellationToken);
        return answer is null ? new HttpResponseMessage(HttpStatusCode.OK) : await answer(cancellationToken);
    }
}

internal sealed record Delivery(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body);
