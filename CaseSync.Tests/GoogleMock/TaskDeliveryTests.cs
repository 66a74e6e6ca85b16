using System.Net;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.GoogleMock;

public sealed class TaskDeliveryTests : IAsyncLifetime
{
    private const string Location = "projects/p/locations/l";
    private const string QueueName = $"{Location}/queues/q";

    private static readonly RetryPolicy s_retry = new(
        -1, TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(600), 9);

    private readonly WatchedClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero));
    private readonly FakeTarget _target = new();
    private readonly QueueOptions _options = new();
    private OutgoingCalls _calls = null!;
    private TaskDispatcher _dispatcher = null!;
    private TaskQueue _queue = null!;

    public async ValueTask InitializeAsync()
    {
        _calls = new OutgoingCalls(_target, _clock);
        var queues = new TaskQueues(new QueueSettings("q", 2, s_retry), Options.Create(_options), _clock);
        _dispatcher = new TaskDispatcher(queues, _calls, _clock, NullLogger<TaskDispatcher>.Instance);
        await _dispatcher.StartAsync(CancellationToken.None);
        _options.DuplicateEvery = 2;
        _queue = queues.Get(Location, "q");
    }

    public async ValueTask DisposeAsync()
    {
        await _dispatcher.StopAsync(CancellationToken.None);
        _dispatcher.Dispose();
        _calls.Dispose();
    }

    [Fact]
    public async Task Deliver_DueTask_SendsItsRequestAndTheQueuesHeaders()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Create("a", new Dictionary<string, string> { ["Content-Type"] = "application/json", ["traceparent"] = Trace });

        var sent = await _target.NextAsync();

        Assert.Equal(("POST", "http://127.0.0.1:1/tasks/x?y=1", "{}"), (sent.Method, sent.Url.AbsoluteUri, sent.Body));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal(Trace, sent.Headers["traceparent"]);
        Assert.Equal("Google-Cloud-Tasks", sent.Headers["User-Agent"]);
        Assert.Equal("q", sent.Headers["X-CloudTasks-QueueName"]);
        Assert.Equal("a", sent.Headers["X-CloudTasks-TaskName"]);
        Assert.Equal("0", sent.Headers["X-CloudTasks-TaskRetryCount"]);
        Assert.Equal("0", sent.Headers["X-CloudTasks-TaskExecutionCount"]);
        Assert.Equal("1772366400.250000", sent.Headers["X-CloudTasks-TaskETA"]);
        Assert.False(sent.Headers.ContainsKey("X-CloudTasks-TaskPreviousResponse"));
        Assert.False(sent.Headers.ContainsKey("X-CloudTasks-TaskRetryReason"));
    }

    [Fact]
    public async Task Deliver_AfterFailures_TellsOfThem()
    {
        _target.Answers(500, 409);
        Create("a");
        await _target.NextAsync();
        await PassAsync(TimeSpan.FromSeconds(5));
        var second = await _target.NextAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        var third = await _target.NextAsync();

        Assert.Equal(("1", "0", "500"), Counts(second));
        Assert.Equal("1772366405.250000", second.Headers["X-CloudTasks-TaskETA"]);
        Assert.Equal(("2", "1", "409"), Counts(third));
        Assert.Equal("HTTP status 500", second.Headers["X-CloudTasks-TaskRetryReason"]);
        await GoneAsync("a");
    }

    [Fact]
    public async Task Deliver_NoAnswerByTheDeadline_IsAFailedAttempt()
    {
        _target.Answers(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        Create("a", deadline: TimeSpan.FromSeconds(20));
        await _target.NextAsync();

        await PassAsync(TimeSpan.FromSeconds(20));
        await PassAsync(TimeSpan.FromSeconds(5));

        var second = await _target.NextAsync();
        Assert.Equal(("1", "0", null), Counts(second));
    }

    [Fact]
    public async Task Deliver_TargetCannotBeReached_IsAFailedAttempt()
    {
        _target.Answers(_ => throw new HttpRequestException("refused"));
        Create("a");
        await _target.NextAsync();
        await PassAsync(TimeSpan.FromSeconds(5));
        var second = await _target.NextAsync();
        Assert.Equal(("1", "0", null), Counts(second));
        Assert.Equal("No response", second.Headers["X-CloudTasks-TaskRetryReason"]);
    }

    [Fact]
    public async Task Deliver_ScheduledTask_WaitsForItsTime()
    {
        Create("a", at: TimeSpan.FromMinutes(3));
        await _clock.WaitedOnAsync(TimeSpan.FromMinutes(3));
        Assert.True(_target.IsQuiet);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("a", (await _target.NextAsync()).Headers["X-CloudTasks-TaskName"]);
    }

    [Fact]
    public async Task Deliver_QueueIsFull_WaitsForAFreePlace()
    {
        var hold = new TaskCompletionSource<HttpResponseMessage>();
        _target.Answers(_ => hold.Task).Answers(_ => hold.Task).Answers(_ => hold.Task);
        Create("a");
        Create("b");
        Create("c");
        // The second task of this queue goes out twice.
        Assert.Equal(["a", "b", "b"], await NextNamesAsync(3));
        Assert.True(_target.IsQuiet);
        hold.SetResult(new HttpResponseMessage(HttpStatusCode.OK));
        Assert.Equal(["c"], await NextNamesAsync(1));
    }

    [Fact]
    public async Task Stop_WhileAnAttemptRuns_EndsIt()
    {
        _target.Answers(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        Create("a");
        await _target.NextAsync();
        await _dispatcher.StopAsync(CancellationToken.None);
        Assert.True(_dispatcher.ExecuteTask!.IsCompletedSuccessfully);
    }

    private static (string Retries, string Executions, string? Previous) Counts(Delivery sent) => (
        sent.Headers["X-CloudTasks-TaskRetryCount"], sent.Headers["X-CloudTasks-TaskExecutionCount"],
        sent.Headers.GetValueOrDefault("X-CloudTasks-TaskPreviousResponse"));

    private async Task PassAsync(TimeSpan time)
    {
        await _clock.WaitedOnAsync(time);
        _clock.Advance(time);
    }

    private async Task<IEnumerable<string>> NextNamesAsync(int count)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            names.Add((await _target.NextAsync()).Headers["X-CloudTasks-TaskName"]);
        }
        return names.Order();
    }

    /// <summary>Returns once the queue has let go of the task.</summary>
    private async Task GoneAsync(string id)
    {
        var gone = new TaskCompletionSource();
        void Look()
        {
            if (_queue.All().All(task => task.Id != id))
            {
                gone.TrySetResult();
            }
        }
        _queue.Changed += Look;
        Look();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    private void Create(
        string id, Dictionary<string, string>? headers = null, TimeSpan? at = null, TimeSpan? deadline = null) =>
        _queue.Create(new NewTask(
            $"{QueueName}/tasks/{id}",
            new TaskRequest(new Uri("http://127.0.0.1:1/tasks/x?y=1"), "POST", headers ?? [], "{}"u8.ToArray()),
            at is null ? null : _clock.GetUtcNow() + at, deadline ?? TimeSpan.FromMinutes(10)));
}
