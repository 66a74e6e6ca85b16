using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CaseSync.GoogleMock.CloudScheduler;
using CaseSync.GoogleMock.CloudTasks;
using CaseSync.GoogleMock.Delivery;
using Cronos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseSync.Tests.GoogleMock;

public sealed class JobRunnerTests : IAsyncLifetime
{
    private static readonly RetryPolicy s_retry = new(
        4, TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), 2);

    private readonly WatchedClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));
    private readonly FakeTarget _target = new();
    private readonly ToldLog _log = new();
    private OutgoingCalls _calls = null!;
    private JobRunner? _runner;

    public ValueTask InitializeAsync()
    {
        _calls = new OutgoingCalls(_target, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_runner is not null)
        {
            await _runner.StopAsync(CancellationToken.None);
            _runner.Dispose();
        }
        _calls.Dispose();
    }

    [Fact]
    public async Task Run_AtItsTime_PostsAsTheSchedulerDoes()
    {
        await StartAsync(Job());
        await PassAsync(30);

        var sent = await _target.NextAsync();

        Assert.Equal(("POST", "http://127.0.0.1:1/tasks/x", "{}"), (sent.Method, sent.Url.AbsoluteUri, sent.Body));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("Google-Cloud-Scheduler", sent.Headers["User-Agent"]);
        Assert.Equal("true", sent.Headers["X-CloudScheduler"]);
        Assert.Equal("Job", sent.Headers["X-CloudScheduler-JobName"]);
        Assert.Equal("2026-03-01T12:01:00Z", sent.Headers["X-CloudScheduler-ScheduleTime"]);
        await PassAsync(60);
        Assert.Equal("2026-03-01T12:02:00Z", await NextSlotAsync());
    }

    [Fact]
    public async Task Run_Failing_IsRetriedAndThenExpires()
    {
        _target.Answers(500, 503, 404, 500);
        await StartAsync(Job());
        await PassAsync(30);
        foreach (var wait in (int[])[5, 10, 20])
        {
            Assert.Equal("2026-03-01T12:01:00Z", await NextSlotAsync());
            await PassAsync(wait);
        }
        Assert.Equal("2026-03-01T12:01:00Z", await NextSlotAsync());
        await PassAsync(25);
        Assert.Equal("2026-03-01T12:02:00Z", await NextSlotAsync());
    }

    [Fact]
    public async Task Run_LongerThanItsInterval_DelaysTheNextAndNeverOverlaps()
    {
        var hold = new TaskCompletionSource<HttpResponseMessage>();
        _target.Answers(_ => hold.Task);
        await StartAsync(Job() with { AttemptDeadline = TimeSpan.FromMinutes(30) });
        await PassAsync(30);
        await NextSlotAsync();

        _clock.Advance(TimeSpan.FromSeconds(150));
        Assert.True(_target.IsQuiet);
        hold.SetResult(new HttpResponseMessage(HttpStatusCode.OK));

        await PassAsync(30);
        Assert.Equal("2026-03-01T12:04:00Z", await NextSlotAsync());
    }

    [Fact]
    public async Task Run_NoAnswerByTheDeadline_IsRetried()
    {
        _target.Answers(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        await StartAsync(Job());
        await PassAsync(30);
        await NextSlotAsync();
        await PassAsync(50);
        await PassAsync(5);
        Assert.Equal("2026-03-01T12:01:00Z", await NextSlotAsync());
    }

    [Fact]
    public async Task Run_Overridden_ComesEverySoOften()
    {
        _target.Answers(503);
        await StartAsync(Job() with { Every = TimeSpan.FromSeconds(4) });
        foreach (var second in (int[])[34, 38, 42])
        {
            await PassAsync(4);
            Assert.Equal($"2026-03-01T12:00:{second}Z", await NextSlotAsync());
        }
    }

    [Fact]
    public async Task Run_PollerIsNotUpYet_IsSaidOnceWithItsCause()
    {
        for (var i = 0; i < 3; i++)
        {
            _target.Answers(_ => throw new HttpRequestException(
                "Connection refused (127.0.0.1:1)", new SocketException((int)SocketError.ConnectionRefused)));
        }
        await StartAsync(Job() with { Every = TimeSpan.FromSeconds(4) });
        for (var i = 0; i < 5; i++)
        {
            await PassAsync(4);
            await NextSlotAsync();
        }
        Assert.Equal(
            [
                "Warning: The Poller at http://127.0.0.1:1/ cannot be reached yet: Connection refused (127.0.0.1:1). "
                + "Its jobs go on trying and will say when it answers",
                "Information: The Poller at http://127.0.0.1:1/ answers",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task Run_Failing_SaysWhatCameAndWhatFollows()
    {
        _target.Answers(500).Answers(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        await StartAsync(Job() with { Retry = s_retry with { AttemptsMax = 2 } });
        await PassAsync(30);
        await NextSlotAsync();
        await PassAsync(5);
        await NextSlotAsync();
        await PassAsync(50);
        await _clock.WaitedOnAsync(TimeSpan.FromSeconds(5)); // For its next time: the run is over.
        Assert.Equal(
            [
                "Warning: Job Job: attempt 1 was answered 500; the next attempt is at 2026-03-01T12:01:05.000000Z",
                "Warning: Job Job: attempt 2 got no answer by its deadline; it runs again at its next time",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task Start_WithoutPollerAddress_StaysOff()
    {
        await StartAsync(Job(), poller: null);
        await _runner!.ExecuteTask!;
        Assert.True(_target.IsQuiet);
    }

    private static ScheduledJob Job() =>
        new("Job", CronExpression.Parse("* * * * *"), "/tasks/x", TimeSpan.FromSeconds(50), s_retry);

    private async Task StartAsync(ScheduledJob job, string? poller = "http://127.0.0.1:1")
    {
        var file = new ScheduleFile([job], new QueueSettings("q", 1, s_retry));
        var options = new ScheduleOptions { PollerAddress = poller is null ? null : new Uri(poller) };
        _runner = new JobRunner(file, Options.Create(options), _calls, _clock, _log);
        await _runner.StartAsync(CancellationToken.None);
    }

    private async Task PassAsync(int seconds)
    {
        await _clock.WaitedOnAsync(TimeSpan.FromSeconds(seconds));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
    }

    private async Task<string> NextSlotAsync() => (await _target.NextAsync()).Headers["X-CloudScheduler-ScheduleTime"];

    /// <summary>What a person would read.</summary>
    private sealed class ToldLog : ILogger<JobRunner>
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
