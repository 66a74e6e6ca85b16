using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace CaseSync.Storage.Datastore;

internal static class DatastoreRegistration
{
    private const int ReadRetriesMax = 3;
    private const long AnswerBytesMax = 64 * 1024 * 1024;

    // A longer wait is the caller's to plan, not to sit through.
    private static readonly TimeSpan s_retryAfterMax = TimeSpan.FromSeconds(10);

    public static void AddDatastore(this IServiceCollection services)
    {
        services.AddSingleton(s => DatastoreEndpoint.Of(s.GetRequiredService<IOptions<StoreOptions>>().Value));
        services.AddSingleton(s => new DatastoreTranslation(s.GetRequiredService<IOptions<StoreOptions>>().Value));
        services.AddTransient<GoogleAccessTokenHandler>();
        services.AddSingleton<DatastoreEntityStore>();

        // The store lives as long as the service, so its connections, not its handlers, are renewed.
        var client = services.AddHttpClient<DatastoreClient>(DatastoreClient.HttpClientName, http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // DatastoreClient holds the time limits.
                http.MaxResponseContentBufferSize = AnswerBytesMax;
            })
            .RemoveAllLoggers() // Traces and metrics tell of each request.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            });
        client.AddResilienceHandler("store", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = ReadRetriesMax,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    IsRead(arguments.Context) && HttpClientResiliencePredicates.IsTransient(arguments.Outcome)
                    && !(arguments.Outcome.Result?.Headers.RetryAfter?.Delta > s_retryAfterMax)),
            });
            pipeline.AddTimeout(DatastoreClient.RequestTimeout);
        });
        client.AddHttpMessageHandler<GoogleAccessTokenHandler>();
    }

    // A commit is sent once: a lost answer leaves open whether it took effect, and only the caller can look.
    private static bool IsRead(ResilienceContext context) =>
        context.GetRequestMessage()?.Options.TryGetValue(DatastoreClient.IsRead, out var isRead) is true && isRead;
}
