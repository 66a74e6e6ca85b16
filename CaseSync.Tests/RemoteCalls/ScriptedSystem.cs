using System.Net;
using System.Text;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.RemoteCalls;

internal sealed record SentRequest(
    string Method, string Target, string? Body, string? Authorization, string? ContentType, DateTimeOffset At);

/// <summary>Stands where the network is: notes what is sent, and answers as the test says.</summary>
internal sealed class ScriptedSystem(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    : HttpMessageHandler
{
    public const int AnswerBytesMax = 1024 * 1024;

    public static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public ScriptedSystem(Func<SentRequest, HttpResponseMessage> answer)
        : this((sent, _) => Task.FromResult(answer(sent)))
    {
    }

    /// <summary>Answers in this order, and the last one ever after.</summary>
    public ScriptedSystem(params HttpResponseMessage[] answers) : this(InOrder(answers))
    {
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public List<SentRequest> Requests { get; } = [];

    public IEnumerable<string> Targets => Requests.Select(sent => $"{sent.Method} {sent.Target}");

    public RemoteApi Api(string system = "google", BearerTokenSource? token = null) => new(
        RemoteHttp.Create(new Uri("https://api.test/"), token, this), system,
        new RemoteLimits(TimeSpan.FromSeconds(20)) { AnswerBytesMax = AnswerBytesMax }, Clock, () => 0.5);

    /// <summary>Lets time pass, a tenth of a second at a time, until the work is done.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        return await work;
    }

    public async Task RunAsync(Task work) => await RunAsync(work.ContinueWith(
        async done => { await done; return true; }, TaskScheduler.Default).Unwrap());

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    /// <summary>An error as Google's APIs write it.</summary>
    public static HttpResponseMessage GoogleError(HttpStatusCode status, string code, string message = "No.") =>
        Json($$$"""{"error":{"code":{{{(int)status}}},"message":"{{{message}}}","status":"{{{code}}}"}}""", status);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var address = request.RequestUri!;
        var sent = new SentRequest(
            request.Method.Method, address.Host == "api.test" ? address.PathAndQuery : address.AbsoluteUri, body,
            request.Headers.Authorization?.ToString(), request.Content?.Headers.ContentType?.ToString(),
            Clock.GetUtcNow());
        Requests.Add(sent);
        return await answer(sent, cancellationToken);
    }

    private static Func<SentRequest, HttpResponseMessage> InOrder(HttpResponseMessage[] answers)
    {
        var next = 0;
        return _ => answers[Math.Min(next++, answers.Length - 1)];
    }
}
