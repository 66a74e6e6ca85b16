using System.Net;
using System.Text.Json.Nodes;
using CaseSync.Core.Doors;
using CaseSync.Storage.Datastore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Contracts.Store;

/// <summary>
/// Answers as Datastore might on a bad day, in the order given, below the registration that services use.
/// </summary>
internal sealed class DatastoreStub(params Func<CancellationToken, Task<HttpResponseMessage>>[] answers)
    : HttpMessageHandler, IAsyncDisposable
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new(answers);
    private readonly StoreClients _clients = new(new Dictionary<string, string?>
    {
        ["Store:ProjectId"] = "the-project",
        ["Store:Namespace"] = "ns",
        ["DATASTORE_EMULATOR_HOST"] = "emulator.test:8432",
    });

    public List<(Uri Address, string? Authorization, JsonNode Body)> Requests { get; } = [];

    /// <summary>Every wait of up to 10 s passes at once and is kept here; longer ones are time limits.</summary>
    public SkippedWaits Clock { get; } = new();

    public ICaseMappingStore Open(Action<IServiceCollection>? more = null) =>
        Services(more).GetRequiredService<ICaseMappingStore>();

    public ServiceProvider Services(Action<IServiceCollection>? more = null) => _clients.Services(more: services =>
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddHttpClient(DatastoreClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => this);
        more?.Invoke(services);
    });

    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(
        int status, string body, string? retryAfter = null) =>
        _ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(response);
        };

    public static Func<CancellationToken, Task<HttpResponseMessage>> Error(
        int status, string canonical, string? retryAfter = null) =>
        Answer(status, $$$"""{"error":{"message":"said so","status":"{{{canonical}}}"}}""", retryAfter);

    public static Func<CancellationToken, Task<HttpResponseMessage>> Break(HttpRequestError error) =>
        _ => throw new HttpRequestException(error);

    public static async Task<HttpResponseMessage> NeverAsync(CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return new HttpResponseMessage();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _clients.DisposeAsync();
        Dispose();
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.RequestUri!, request.Headers.Authorization?.ToString(), JsonNode.Parse(body)!));
        return await _answers.Dequeue()(cancellationToken);
    }

    internal sealed class SkippedWaits : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        /// <summary>Longer waits than this never end.</summary>
        public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(10);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero || dueTime > WaitMax)
            {
                return new NoTimer();
            }

            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
