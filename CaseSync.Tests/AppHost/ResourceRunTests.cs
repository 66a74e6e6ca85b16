using System.Collections.Concurrent;
using CaseSync.AppHost.LocalHosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseSync.Tests.AppHost;

public sealed class ResourceRunTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly RunConsole s_silent = new(TextWriter.Null, isColored: false, nameWidth: 0);

    [Fact]
    public async Task Process_ThatKeepsCrashing_StartsAgainAfterEverLongerPauses()
    {
        var clock = new ImpatientClock(enough: 7);
        await using var run = Run(Shell("crashes", "exit 3"), [], clock);

        run.Start();
        await clock.Enough.WaitAsync(s_limit);
        await run.StopAsync();

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], clock.Pauses.Take(7).Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Start_WaitsForAnother_ComesAfterItsFirstHealthyAnswer()
    {
        var happened = new ConcurrentQueue<string>();
        var asked = new TaskCompletionSource();
        var healthy = false;
        await using var service = await ListenAsync(context =>
        {
            var answer = Volatile.Read(ref healthy) ? "healthy" : "sick";
            happened.Enqueue(answer);
            asked.TrySetResult();
            context.Response.StatusCode = answer == "healthy" ? 200 : 503;
        });
        var first = Shell("first", "sleep 1000");
        first.Health = new HealthModel(new Uri(service.Urls.First()), 200);
        var console = new RunConsole(new LineWriter(happened), isColored: false, nameWidth: 0);
        await using var firstRun = Run(first, [], TimeProvider.System, console);
        var second = Shell("second", "echo started; sleep 1000");
        await using var secondRun = Run(second, [firstRun], TimeProvider.System, console);

        secondRun.Start();
        firstRun.Start();
        await asked.Task.WaitAsync(s_limit); // It runs and is sick.
        Assert.False(firstRun.IsHealthy);
        Volatile.Write(ref healthy, true);
        await secondRun.WaitUntilHealthyAsync(CancellationToken.None).WaitAsync(s_limit);
        await secondRun.StopAsync();

        Assert.Equal(["sick", "healthy", "second | started"], happened.Distinct().Take(3));
    }

    [Fact]
    public async Task Wait_ForSomethingThatDoesNotBecomeHealthy_SaysItsLastWords()
    {
        var spoken = new ConcurrentQueue<string>();
        var model = Shell("sick", "echo I have no database; exit 1");
        model.Health = new HealthModel(new Uri("http://127.0.0.1:1"), 200);
        var clock = new ImpatientClock(enough: 3);
        var console = new RunConsole(new LineWriter(spoken), isColored: false, nameWidth: 0);
        await using var run = Run(model, [], clock, console);
        run.Start();
        await clock.Enough.WaitAsync(s_limit);

        var late = await Assert.ThrowsAsync<TimeoutException>(
            () => run.WaitUntilHealthyAsync(new CancellationToken(canceled: true)));

        Assert.Contains("Its last words: I have no database", late.Message, StringComparison.Ordinal);
        Assert.Contains("sick ended with code 1 and starts again in 1 s.", spoken);
    }

    private static ResourceModel Shell(string name, string script) => new(name, "/bin/sh", ["-c", script], "/");

    private static ResourceRun Run(
        ResourceModel model, ResourceRun[] waitsFor, TimeProvider clock, RunConsole? console = null) =>
        new(model, waitsFor, model.Variables(), console ?? s_silent, new HttpClient(), clock);

    private static async Task<WebApplication> ListenAsync(Action<HttpContext> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            answer(context);
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>Every wait is over at once, but written down.</summary>
    private sealed class ImpatientClock(int enough) : TimeProvider
    {
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

        public Task Enough => _enough.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // Shorter ones are the pauses between two looks at a resource's health.
            if (dueTime >= TimeSpan.FromSeconds(1))
            {
                Pauses.Enqueue(dueTime);
                if (Pauses.Count >= enough)
                {
                    _enough.TrySetResult();
                }
            }

            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class LineWriter(ConcurrentQueue<string> lines) : StringWriter
    {
        public override void WriteLine(string? value) => lines.Enqueue(value ?? "");
    }
}
