using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseSync.GoogleMock.CloudScheduler;

/// <summary>deploy/schedule.json: names as in the REST APIs of Cloud Scheduler and Cloud Tasks.</summary>
internal sealed record ScheduleDocument
{
    public required IReadOnlyList<JobDocument> Jobs { get; init; }
    public required QueueDocument Queue { get; init; }
}

internal sealed record JobDocument
{
    public required string Name { get; init; }
    public required string Schedule { get; init; }
    public required string TimeZone { get; init; }
    public required string Path { get; init; }
    public required string AttemptDeadline { get; init; }
    public required JobRetryDocument RetryConfig { get; init; }
}

internal sealed record JobRetryDocument
{
    public required int RetryCount { get; init; }
    public required string MaxRetryDuration { get; init; }
    public required string MinBackoffDuration { get; init; }
    public required string MaxBackoffDuration { get; init; }
    public required int MaxDoublings { get; init; }
}

internal sealed record QueueDocument
{
    public required string Name { get; init; }
    public required QueueRateDocument RateLimits { get; init; }
    public required QueueRetryDocument RetryConfig { get; init; }
}

internal sealed record QueueRateDocument
{
    public required int MaxConcurrentDispatches { get; init; }
}

internal sealed record QueueRetryDocument
{
    public required int MaxAttempts { get; init; }
    public required string MaxRetryDuration { get; init; }
    public required string MinBackoff { get; init; }
    public required string MaxBackoff { get; init; }
    public required int MaxDoublings { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ScheduleDocument))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
