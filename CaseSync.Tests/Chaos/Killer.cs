using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <param name="WithinMs">The latest after the victim is healthy.</param>
internal sealed record KillPlan(int Kills, int WithinMs);

/// <summary>Kills Poller and Syncer and starts them again; half-way it loses the store besides.</summary>
internal sealed class Killer(
    ChaosStack stack, ChaosStore store, Desk google, Desk company, People people, KillPlan plan, int seed,
    Journal journal)
{
    // Before, it has hardly begun to work off what waited for it.
    private const int KillAfterMs = 300;
    private static readonly TimeSpan s_pollWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Random _dice = new(seed);

    public DateTimeOffset? WipedAt { get; private set; }

    public IReadOnlySet<string> ClosedWhenWiped { get; private set; } = new HashSet<string>();

    public async Task KillAsync(CancellationToken cancel)
    {
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            // The Syncer is where the writes are.
            var victim = _dice.Next(3) == 0 ? stack.Poller : stack.Syncer;
            await victim.WaitUntilHealthyAsync(cancel);

            // Real time, as the moment within the work is what is drawn.
            var wait = TimeSpan.FromMilliseconds(_dice.Next(KillAfterMs, plan.WithinMs));
            await Task.Delay(wait, TimeProvider.System, cancel);
            if (kill == plan.Kills / 2)
            {
                await WipeAsync(victim, cancel);
                continue;
            }

            await victim.KillAsync();
            journal.Write("kill", $"{kill}: {victim.Name}");
            victim.Start();
        }

        await stack.WaitUntilHealthyAsync(cancel);
    }

    // People hold still until the new store knows when it was installed: what was closed before that is none of its.
    private async Task WipeAsync(StackProcess victim, CancellationToken cancel)
    {
        await people.Turn.WaitAsync(cancel);
        try
        {
            var other = victim == stack.Poller ? stack.Syncer : stack.Poller;
            await victim.KillAsync();
            await other.KillAsync();
            await store.WipeAsync(cancel);
            WipedAt = TimeProvider.System.GetUtcNow();
            var seen = (await google.ListAsync(cancel)).Concat(await company.ListAsync(cancel)).ToList();
            ClosedWhenWiped = seen.GroupBy(held => held.Title, StringComparer.Ordinal)
                .Where(pair => pair.All(held => held.IsClosed)).Select(pair => pair.Key).ToHashSet();
            journal.Write("kill", $"both, and the store is wiped; closed: {string.Join(", ", ClosedWhenWiped)}");
            stack.Syncer.Start();
            stack.Poller.Start();
            await stack.WaitUntilHealthyAsync(cancel);
            foreach (var side in new[] { Side.Google, Side.Company })
            {
                await WaitForAPollAsync(side, cancel);
            }

            journal.Write("kill", "the new store has polled both sides");
        }
        finally
        {
            people.Turn.Release();
        }
    }

    // A request that got through to a side: with an empty store only polls make any.
    private async Task WaitForAPollAsync(Side side, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_pollWithin);
        using var again = new PeriodicTimer(s_lookEvery);
        var before = await stack.Outages().SeenAsync(side, limit.Token);
        while ((await stack.Outages().SeenAsync(side, limit.Token)).Forwarded <= before.Forwarded + 1)
        {
            await again.WaitForNextTickAsync(limit.Token);
        }
    }
}
