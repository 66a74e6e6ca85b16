using System.Text.Json.Serialization;
using CaseSync.Core;
using CaseSync.Core.Doors;
using CaseSync.Google.SignIn;
using CaseSync.Poller.Operating;
using Microsoft.Extensions.Options;

namespace CaseSync.Poller;

/// <summary>
/// What the schedule starts. It takes no input (<see cref="NoInput"/>). 200 done, 500 failed (the scheduler tries a few
/// times more); DetectOutages answers 503 while something is late, so that whatever watches the schedule notices.
/// </summary>
internal static class ScheduledTaskEndpoints
{
    public static void MapScheduledTasks(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<PollerOptions>>().Value.Serves(PollerDuty.Jobs))
        {
            return;
        }

        // A counter that is first seen at 1 has not risen, for whoever watches it. Not before: nobody listens yet.
        app.Lifetime.ApplicationStarted.Register(() => CaseSyncTelemetry.AmbiguousWrites.Add(0));
        var routes = app.MapGroup("/tasks").RequireTaskToken();
        routes.MapPost(
            "/poll-google",
            (HttpRequest request, PollGoogleForUpdates job, ILoggerFactory logs, CancellationToken cancel) =>
            AnswerAsync(
                request, async () => Results.Ok(await job.RunAsync(cancel)), nameof(PollGoogleForUpdates), logs));
        routes.MapPost(
            "/poll-company",
            (HttpRequest request, PollCompanyForUpdates job, ILoggerFactory logs, CancellationToken cancel) =>
            AnswerAsync(
                request, async () => Results.Ok(await job.RunAsync(cancel)), nameof(PollCompanyForUpdates), logs));
        routes.MapPost(
            "/detect-outages",
            (HttpRequest request, DetectOutages job, RecordLag record, ILoggerFactory logs, CancellationToken cancel) =>
            AnswerAsync(request, () => DetectAsync(job, record, logs, cancel), nameof(DetectOutages), logs));
        routes.MapPost(
            "/clean-up",
            (HttpRequest request, CleanUpCaseMappings job, ILoggerFactory logs, CancellationToken cancel) =>
            AnswerAsync(
                request, async () => CleanUpAnswer(await job.RunAsync(cancel)), nameof(CleanUpCaseMappings), logs));
        app.MapPost(
            "/api/rebuild", (HttpRequest request, RebuildStore job, ILoggerFactory logs, CancellationToken cancel) =>
            AnswerAsync(request, async () => Results.Ok(await job.RunAsync(cancel)), nameof(RebuildStore),
                logs)).RequireTaskToken()
            .Describe<RebuildReport>(
                "Rebuild", "Says that the store may have forgotten something: both systems are read anew.");
    }

    private static IResult CleanUpAnswer(CleanUpReport report) => report.IsWhole
        ? Results.Ok(report)
        : Results.Problem(
            "The time is up; the retry goes on where this run ended.", statusCode: 500, title: "Not finished");

    private static async Task<IResult> DetectAsync(
        DetectOutages job, RecordLag record, ILoggerFactory logs, CancellationToken cancel)
    {
        var late = await job.RunAsync(cancel);
        try
        {
            await record.RunAsync(late.Count, cancel);
        }
        catch (RemoteCallException error)
        {
            // The answer is what watchers go by; a gap in a chart must not hide it.
            logs.CreateLogger(typeof(ScheduledTaskEndpoints)).LagNotRecorded(error.Message);
        }

        return OutageAnswer(late);
    }

    private static IResult OutageAnswer(IReadOnlyList<LateCase> late) => Results.Json(
        new LateReport([.. late.Select(side => new LateSide(
            side.Google?.Value, side.Company?.Value, side.Side.ToString(), side.Priority?.ToString(),
            side.LateFor.ToString("c")))]),
        ScheduledTaskJson.Default.LateReport,
        statusCode: late.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> AnswerAsync(
        HttpRequest request, Func<Task<IResult>> run, string job, ILoggerFactory logs)
    {
        if (await NoInput.FindProblemAsync(request, request.HttpContext.RequestAborted) is { } problem)
        {
            return problem;
        }

        try
        {
            return await run();
        }
        catch (RemoteCallException error)
        {
            logs.CreateLogger(typeof(ScheduledTaskEndpoints)).JobFailed(job, error.Message);
            return Results.Problem(error.Message, statusCode: 500, title: $"{job} failed and is tried again");
        }
    }
}

internal sealed record LateReport(IReadOnlyList<LateSide> Late);

internal sealed record LateSide(
    string? GoogleCaseName, string? CompanyCaseId, string Side, string? Priority, string LateFor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LateReport))]
internal sealed partial class ScheduledTaskJson : JsonSerializerContext;
