using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Google.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace CaseSync.Syncer;

/// <summary>
/// How the queue delivers a task and what each status means to it: 200 done; 400 unreadable; 409 another holds the
/// case; 500 try again later. Never 503 or 429: they make Cloud Tasks slow the whole queue for one case's sake.
/// </summary>
internal static class QueuedTaskEndpoints
{
    private const int BodyVersion = 1;
    private const string RetryCountHeader = "X-CloudTasks-TaskRetryCount";
    private const string QueueNameHeader = "X-CloudTasks-QueueName";

    public static void MapQueuedTasks(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/tasks").RequireTaskToken();
        routes.MapPost(
            "/sync-google-to-company",
            async (HttpRequest request, SyncGoogleUpdatesToCompany job, ILoggerFactory logs,
                CancellationToken cancel) =>
            await AnswerAsync(
                request,
                body => body.CaseName is { } text && body.CaseId is null && GoogleCaseName.TryParse(text, out var name)
                ? token => job.RunAsync(name, token)
                : null,
            "{\"v\":1,\"caseName\":\"projects/<id>/cases/<number>\"}", logs, cancel));
        routes.MapPost(
            "/sync-company-to-google",
            async (HttpRequest request, SyncCompanyUpdatesToGoogle job, ILoggerFactory logs,
                CancellationToken cancel) =>
            await AnswerAsync(
                request,
                body => body.CaseId is { } text && body.CaseName is null && CompanyCaseId.TryParse(text, out var id)
                ? token => job.RunAsync(id, token)
                : null,
            "{\"v\":1,\"caseId\":\"<id>\"}", logs, cancel));
    }

    private static async Task<IResult> AnswerAsync(
        HttpRequest request, Func<SyncTaskBody, Func<CancellationToken, Task<SyncOutcome>>?> read, string expected,
        ILoggerFactory logs,
        CancellationToken cancel)
    {
        Activity.Current?.SetTag(CaseSyncTelemetry.Tags.Attempt, AttemptOf(request))
            .SetTag(CaseSyncTelemetry.Tags.Destination, request.Headers[QueueNameHeader].FirstOrDefault());
        var (body, problem) = await ReadAsync(request, expected, cancel);
        if (body is null || read(body) is not { } run)
        {
            return Results.Problem(
                problem ?? $"The case's name is missing or wrong; the body must be {expected}.", statusCode: 400,
                title: "Unreadable task");
        }

        try
        {
            return await run(cancel) switch
            {
                SyncOutcome.Held =>
                    Results.Problem(
                        "Another sync holds this case; the queue tries again.", statusCode: 409, title: "Held"),
                SyncOutcome.TryAgain =>
                    Results.Problem("Something must wait; the queue tries again.", statusCode: 500, title: "Try again"),
                var outcome => Results.Ok(new SyncAnswer(outcome.ToString())),
            };
        }
        catch (RemoteCallException error)
        {
            logs.CreateLogger(typeof(QueuedTaskEndpoints)).TaskFailed(error.Message);
            return Results.Problem(error.Message, statusCode: 500, title: "Try again");
        }
    }

    private static int? AttemptOf(HttpRequest request) =>
        int.TryParse(
            request.Headers[RetryCountHeader], NumberStyles.None, CultureInfo.InvariantCulture,
            out var retries) ? retries + 1 : null;

    private static async Task<(SyncTaskBody? Body, string? Problem)> ReadAsync(
        HttpRequest request, string expected, CancellationToken cancel)
    {
        const int BytesMax = 16 * 1024;
        if (request.ContentLength > BytesMax)
        {
            return (null, $"The body has {request.ContentLength} bytes; a task takes at most {BytesMax}.");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BytesMax;
        }

        try
        {
            var body = await JsonSerializer.DeserializeAsync(request.Body, SyncTaskJson.Default.SyncTaskBody, cancel);
            return body is { Version: BodyVersion }
                ? (body, null)
                : (null, $"The body's v is {body?.Version.ToString(CultureInfo.InvariantCulture) ?? "missing"}; "
                    + $"this version of CaseSync reads v {BodyVersion}: {expected}. "
                    + "Update the Syncer before the Poller.");
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return (null, $"The body is not a task; it must be {expected}.");
        }
    }
}

/// <summary>The body of a task: <c>v</c> and the case. An unknown field is an error.</summary>
internal sealed record SyncTaskBody(
    [property: JsonPropertyName("v"), JsonRequired] int Version,
    [property: JsonPropertyName("caseName")] string? CaseName,
    [property: JsonPropertyName("caseId")] string? CaseId);

internal sealed record SyncAnswer(string Outcome);

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SyncTaskBody))]
internal sealed partial class SyncTaskJson : JsonSerializerContext;
