using System.Globalization;
using System.Net.Http.Headers;
using CaseSync.GoogleMock.Delivery;

namespace CaseSync.GoogleMock.CloudTasks;

/// <summary>Delivers what is due, as many at once as each queue allows.</summary>
internal sealed class TaskDispatcher(
    TaskQueues queues, OutgoingCalls calls, TimeProvider clock, ILogger<TaskDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_waitMax = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = new SemaphoreSlim(1); // Not disposed: a late change may still release it.
        var wake = () => { signal.Release(); };
        using var timer = clock.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        queues.Changed += wake;
        var running = new List<Task>();
        try
        {
            while (true)
            {
                await signal.WaitAsync(stoppingToken);
                var (ended, going) = (
                    running.FindAll(one => one.IsCompleted), running.FindAll(one => !one.IsCompleted));
                await Task.WhenAll(ended); // None of them throws; if one did, the host must hear of it.
                running = going;
                running.AddRange(queues.All.SelectMany(
                    queue => queue.TakeDue().Select(dispatch => DeliverAsync(queue, dispatch, stoppingToken))));
                if (SetTimer(timer))
                {
                    wake();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
        finally
        {
            queues.Changed -= wake;
        }
    }

    /// <returns>Whether something fell due meanwhile, so that the timer may be set too late.</returns>
    private bool SetTimer(ITimer timer)
    {
        var next = queues.All.Min(queue => queue.NextDueAt());
        if (next is null)
        {
            return false;
        }
        var wait = next.Value - clock.GetUtcNow();
        timer.Change(
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait < s_waitMax ? wait : s_waitMax, Timeout.InfiniteTimeSpan);
        return next <= clock.GetUtcNow();
    }

    private async Task DeliverAsync(TaskQueue queue, Dispatch dispatch, CancellationToken stop)
    {
        var task = dispatch.Task;
        try
        {
            // The twin's answer counts for nothing, as the second delivery of a real queue's would not either.
            var attempts = Enumerable.Range(0, dispatch.Twice ? 2 : 1).Select(_ => SendAsync(queue, task, stop))
                .ToList();
            var outcome = (await Task.WhenAll(attempts))[0];
            if (outcome.Succeeded)
            {
                logger.TaskDelivered(task.Id, task.Dispatches, outcome.Status);
            }
            else
            {
                logger.TaskFailed(task.Id, task.Dispatches, outcome.Story);
            }
            queue.Finish(task.Name, outcome);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The queue lives in memory and ends with the process: nobody waits for this outcome.
        }
    }

    private async Task<DeliveryOutcome> SendAsync(TaskQueue queue, QueuedTask task, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(task.Request.Method), task.Request.Url);
        if (task.Request.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
        }
        foreach (var (header, value) in task.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header, value);
            }
        }
        AddOwnHeaders(request.Headers, queue, task);
        return await calls.SendAsync(request, task.DispatchDeadline, cancel);
    }

    private static void AddOwnHeaders(HttpRequestHeaders headers, TaskQueue queue, QueuedTask task)
    {
        var due = (task.ScheduledAt - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
        headers.UserAgent.ParseAdd("Google-Cloud-Tasks");
        headers.Add("X-CloudTasks-QueueName", queue.Settings.Id);
        headers.Add("X-CloudTasks-TaskName", task.Id);
        headers.Add("X-CloudTasks-TaskRetryCount", $"{task.Dispatches - 1}");
        headers.Add("X-CloudTasks-TaskExecutionCount", $"{task.Executions}");
        headers.Add("X-CloudTasks-TaskETA", due.ToString("0.000000", CultureInfo.InvariantCulture));
        if (task.Dispatches > 1)
        {
            // Google documents the header and no value of it: something to log, nothing to decide by.
            headers.Add(
                "X-CloudTasks-TaskRetryReason",
                task.PreviousStatus is { } failed ? $"HTTP status {failed}" : "No response");
        }
        if (task.PreviousStatus is { } status)
        {
            headers.Add("X-CloudTasks-TaskPreviousResponse", $"{status}");
        }
    }
}
