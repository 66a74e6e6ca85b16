using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.Chaos;

/// <summary>One process of the stack, which can be killed and started again. It ends with this object, and with the
/// test's process however that goes.</summary>
internal sealed class StackProcess(ResourceModel model, string folder, HttpClient http, Journal journal)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_healthyWithin = TimeSpan.FromMinutes(2); // CI builds and tests on two cores.
    private static readonly TimeSpan s_probeEvery = TimeSpan.FromMilliseconds(100);

    private ProcessGroup? _group;
    private Task<int>? _exit;

    public string Name => model.Name;

    public int Starts { get; private set; }

    public void Start()
    {
        var variables = model.Variables();
        variables["TMPDIR"] = folder; // A killed process cleans nothing up: its files go with the folder.
        Starts++;
        _group = ProcessGroup.Start(
            model.Command, model.Arguments, model.WorkingDirectory, variables, line => journal.Line(Name, line));
        _exit = _group.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGKILL: nothing in the process gets to say or finish anything.</summary>
    public async Task KillAsync()
    {
        if (_group is { } group)
        {
            ThrowIfEnded();
            _group = null;
            await group.DisposeAsync();
        }
    }

    public async Task WaitUntilHealthyAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_healthyWithin);
        using var again = new PeriodicTimer(s_probeEvery);
        do
        {
            ThrowIfEnded();
        }
        while (!await AnswersAsync(limit.Token) && await again.WaitForNextTickAsync(limit.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (_group is { } group)
        {
            await group.DisposeAsync();
        }
    }

    /// <summary>Only we end processes: one that ends by itself has a bug.</summary>
    public void ThrowIfEnded()
    {
        if (_group is not null && _exit is { IsCompleted: true } exit)
        {
            throw new InvalidOperationException($"{Name} ended by itself, with code {exit.GetAwaiter().GetResult()}.");
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(model.Health!.Address, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not yet.
        }
    }
}
