using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseSync.GoogleMock.CloudTasks;

internal sealed record CreateTaskMessage(TaskMessage? Task = null, string? ResponseView = null);

internal sealed record TaskMessage
{
    public string? Name { get; init; }
    public HttpRequestMessageBody? HttpRequest { get; init; }
    public JsonElement? AppEngineHttpRequest { get; init; } // Known, so that it is refused for what it is.
    public string? ScheduleTime { get; init; }
    public string? CreateTime { get; init; }
    public string? DispatchDeadline { get; init; }
    public int DispatchCount { get; init; }
    public int ResponseCount { get; init; }
    public AttemptMessage? FirstAttempt { get; init; }
    public AttemptMessage? LastAttempt { get; init; }
    public string? View { get; init; }
}

internal sealed record HttpRequestMessageBody
{
    public string? Url { get; init; }
    public string? HttpMethod { get; init; }
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
    public string? Body { get; init; }
    public OidcTokenMessage? OidcToken { get; init; }
    public OAuthTokenMessage? OauthToken { get; init; }
}

internal sealed record OidcTokenMessage(string? ServiceAccountEmail = null, string? Audience = null);

internal sealed record OAuthTokenMessage(string? ServiceAccountEmail = null, string? Scope = null);

internal sealed record AttemptMessage(string? DispatchTime = null);

internal sealed record TaskPage(IReadOnlyList<TaskMessage>? Tasks, string? NextPageToken);

internal sealed record QueueMessage(
    string Name, RateLimitsMessage RateLimits, RetryConfigMessage RetryConfig, string State);

internal sealed record RateLimitsMessage(double MaxDispatchesPerSecond, int MaxBurstSize, int MaxConcurrentDispatches);

internal sealed record RetryConfigMessage(
    int MaxAttempts, string MaxRetryDuration, string MinBackoff, string MaxBackoff, int MaxDoublings);

internal sealed record QueuePage(IReadOnlyList<QueueMessage>? Queues, string? NextPageToken);

internal sealed record EmptyMessage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CreateTaskMessage))]
[JsonSerializable(typeof(TaskMessage))]
[JsonSerializable(typeof(TaskPage))]
[JsonSerializable(typeof(QueueMessage))]
[JsonSerializable(typeof(QueuePage))]
[JsonSerializable(typeof(EmptyMessage))]
internal sealed partial class TasksJson : JsonSerializerContext;
