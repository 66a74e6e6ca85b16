using System.Collections.Concurrent;
using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.AppHost;

public sealed class ProcessGroupTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Exit_OfTheProcess_GivesItsCodeAndAllItsLines()
    {
        var lines = new ConcurrentQueue<string>();
        var (group, _) = Start("echo out; echo err >&2; exit 7", lines.Enqueue);

        Assert.Equal(7, await group.WaitForExitAsync(CancellationToken.None).WaitAsync(s_limit));
        await group.DisposeAsync();

        Assert.Equal(["err", "out"], lines.Order());
    }

    [Fact]
    public async Task Exit_OfTheProcess_EndsWhatItLeftBehind()
    {
        var (group, marked) = Start("sleep 1000 & exit 3", _ => { });

        Assert.Equal(3, await group.WaitForExitAsync(CancellationToken.None).WaitAsync(s_limit));
        await group.DisposeAsync();

        Assert.Empty(marked.Find());
    }

    [Fact]
    public async Task Stop_AProcessThatListens_LetsItFinish()
    {
        var lines = new ConcurrentQueue<string>();
        var ready = new TaskCompletionSource();
        var (group, marked) = Start(
            "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.1; done",
            line =>
            {
                lines.Enqueue(line);
                ready.TrySetResult();
            });
        await ready.Task.WaitAsync(s_limit);

        await group.StopAsync(s_limit, TimeProvider.System);

        Assert.Contains("tidied", lines);
        Assert.Empty(marked.Find());
    }

    // As gcloud does: a child in a process group of its own. As a hung program does: deaf to the polite signal.
    [Fact]
    public async Task Stop_ADeafChildInItsOwnGroup_EndsItAllTheSame()
    {
        var ready = new TaskCompletionSource();
        var (group, marked) = Start(
            """perl -e '$SIG{TERM} = "IGNORE"; setpgrp; print STDERR "ready\n"; sleep 1000' & wait""",
            _ => ready.TrySetResult());
        await ready.Task.WaitAsync(s_limit);

        await group.StopAsync(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        Assert.Empty(marked.Find());
    }

    private static (ProcessGroup Group, MarkedProcesses Marked) Start(
        string script, Action<string> writeLine, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var marked = new MarkedProcesses(test);
        var variables = new Dictionary<string, string> { [MarkedProcesses.Variable] = marked.Mark };
        return (ProcessGroup.Start("/bin/sh", ["-c", script], "/", variables, writeLine), marked);
    }
}
