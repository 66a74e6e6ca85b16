using System.Globalization;
using System.Net.Http.Headers;
using CaseSync.GoogleMock.Delivery;
using CaseSync.GoogleMock.Rest;
using Microsoft.Extensions.Options;

namespace CaseSync.GoogleMock.CloudScheduler;

/// <summary>Runs every job at its times. Two runs of one job never overlap.</summary>
internal sealed class JobRunner(
    ScheduleFile file, IOptions<ScheduleOptions> options, OutgoingCalls calls, TimeProvider clock,
    ILogger<JobRunner> logger)
    : BackgroundService
{
    private int _away;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PollerAddress is not { } poller)
        {
            logger.SchedulerOff();
            return Task.CompletedTask;
        }
        return Task.WhenAll(file.Jobs.Select(job => RepeatAsync(job, new Uri(poller, job.Path), stoppingToken)));
    }

    private async Task RepeatAsync(ScheduledJob job, Uri address, CancellationToken stop)
    {
        var slot = clock.GetUtcNow();
        try
        {
            while (job.NextSlot(slot, clock.GetUtcNow()) is { } next)
            {
                slot = next;
                await WaitUntilAsync(slot, stop);
                await RunAsync(job, address, slot, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The mock stops, and its scheduler with it.
        }
    }

    private async Task RunAsync(ScheduledJob job, Uri address, DateTimeOffset slot, CancellationToken stop)
    {
        var first = clock.GetUtcNow();
        for (var attempt = 1; ; attempt++)
        {
            using var request = NewRequest(job, address, slot);
            var outcome = await calls.SendAsync(request, job.AttemptDeadline, stop);
            Notice(outcome, new Uri(address, "/"));
            if (outcome.Succeeded)
            {
                logger.JobDone(job.Name, attempt, outcome.Status);
                return;
            }
            var next = job.NextAttemptAt(attempt, slot, first, clock.GetUtcNow());
            if (outcome.Unreachable is null)
            {
                logger.JobFailed(job.Name, attempt, outcome.Story, next is null
                    ? "it runs again at its next time"
                    : $"the next attempt is at {ProtoText.Timestamp(next.Value)}");
            }
            if (next is null)
            {
                return;
            }
            await WaitUntilAsync(next.Value, stop);
        }
    }

    /// <summary>
    /// All jobs go to the same Poller: while it is away, as when it starts after the mock, one of them says so, once.
    /// </summary>
    private void Notice(DeliveryOutcome outcome, Uri poller)
    {
        var away = outcome.Unreachable is not null;
        if (Interlocked.Exchange(ref _away, away ? 1 : 0) == (away ? 1 : 0))
        {
            return;
        }
        if (outcome.Unreachable is { } cause)
        {
            logger.PollerAway(poller, cause);
        }
        else
        {
            logger.PollerBack(poller);
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset time, CancellationToken stop)
    {
        // Asked again after the wait: a timer may fire a little early, and then the slot would come twice.
        while (time - clock.GetUtcNow() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, stop);
        }
    }

    private static HttpRequestMessage NewRequest(ScheduledJob job, Uri address, DateTimeOffset slot)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("Google-Cloud-Scheduler");
        request.Headers.Add("X-CloudScheduler", "true");
        request.Headers.Add("X-CloudScheduler-JobName", job.Name);
        request.Headers.Add("X-CloudScheduler-ScheduleTime",
            slot.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return request;
    }
}
