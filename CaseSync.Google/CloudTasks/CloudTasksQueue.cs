using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Google.CloudTasks;

/// <summary>Cloud Tasks v2, over REST. A task's name makes its creation safe to repeat.</summary>
internal sealed class CloudTasksQueue(RemoteApi api, TasksOptions options) : ITaskQueue
{
    private static readonly CloudTasksJson s_json = CloudTasksJson.Default;

    public Task EnqueueAsync(SyncTask task, CancellationToken cancel)
    {
        if (Activity.Current is { Kind: ActivityKind.Producer } making)
        {
            // Nobody else knows where it goes.
            making.SetTag(CaseSyncTelemetry.Tags.Destination, options.Queue.Split('/')[^1]);
        }

        var request = RemoteRequest.Post("tasks.create", $"v2/{options.Queue}/tasks")
            .WithJson(new WireCreateTask(ToWire(task)), s_json.WireCreateTask);
        // A name in use, or used within a day, is this very order: it counts as queued.
        var named = request with { IsRepeatable = true, IsAnswer = error => error.Code == "ALREADY_EXISTS" };
        return api.FindAsync(named, s_json.WireTask, cancel);
    }

    private WireTask ToWire(SyncTask task) => new()
    {
        Name = $"{options.Queue}/tasks/{task.Name}",
        ScheduleTime = task.NotBefore,
        // The longest there is: a sync ends by itself long before, and a second attempt must not run beside the first.
        DispatchDeadline = "1800s",
        HttpRequest = new WireHttpRequest
        {
            Url = new Uri(options.SyncerAddressOrThrow, task.Case.Side switch
            {
                Side.Google => "tasks/sync-google-to-company",
                Side.Company => "tasks/sync-company-to-google",
                _ => throw new UnreachableException(),
            }),
            HttpMethod = "POST",
            Headers = Headers(task),
            Body = Body(task.Case),
            OidcToken = options.Auth == TasksAuth.None
                ? null
                : new WireOidcToken(options.ServiceAccount, options.Audience),
        },
    };

    private static byte[] Body(CaseRef id) => id switch
    {
        GoogleCaseName name =>
            JsonSerializer.SerializeToUtf8Bytes(new SyncGoogleCaseBody(1, name.Value), s_json.SyncGoogleCaseBody),
        CompanyCaseId key =>
            JsonSerializer.SerializeToUtf8Bytes(new SyncCompanyCaseBody(1, key.Value), s_json.SyncCompanyCaseBody),
        _ => throw new UnreachableException(),
    };

    private static Dictionary<string, string> Headers(SyncTask task)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        if ((task.TraceParent ?? Activity.Current?.Id) is { } traceParent)
        {
            headers["traceparent"] = traceParent;
        }
        return headers;
    }
}

internal sealed record WireCreateTask(WireTask Task);

internal sealed record WireTask
{
    public string? Name { get; init; }

    public DateTimeOffset? ScheduleTime { get; init; }

    public string? DispatchDeadline { get; init; }

    public WireHttpRequest? HttpRequest { get; init; }
}

internal sealed record WireHttpRequest
{
    public Uri? Url { get; init; }

    public string? HttpMethod { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Base64 on the wire.</summary>
    public byte[]? Body { get; init; }

    public WireOidcToken? OidcToken { get; init; }
}

internal sealed record WireOidcToken(string ServiceAccountEmail, string Audience);

internal sealed record SyncGoogleCaseBody(int V, string CaseName);

internal sealed record SyncCompanyCaseBody(int V, string CaseId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireCreateTask))]
[JsonSerializable(typeof(WireTask))]
[JsonSerializable(typeof(SyncGoogleCaseBody))]
[JsonSerializable(typeof(SyncCompanyCaseBody))]
internal sealed partial class CloudTasksJson : JsonSerializerContext;
