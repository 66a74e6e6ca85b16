using System.Globalization;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>One run: people work, everything fails, then nothing fails any more, and both systems must agree.</summary>
internal sealed class ChaosRun(string name, int seed, KillPlan kills, Journal journal)
{
    // Longer than a lease, the settle time and the longest back-off together, each of which may hold back a repetition.
    private static readonly TimeSpan s_quietFor = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan s_convergeWithin = TimeSpan.FromMinutes(4); // Ten times what it takes.
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(500);

    private BothSides _seen = new([], []);

    /// <summary>Returns what happened, in one line; fails with all that is needed to see why.</summary>
    public async Task<string> RunAsync(ChaosStore store, string folder, CancellationToken cancel)
    {
        await using var stack = await ChaosStack.StartAsync(store, folder, journal, cancel);
        using var google = stack.DeskOf(Side.Google);
        using var company = stack.DeskOf(Side.Company);
        using var people = new People(google, company, seed, journal);
        var killer = new Killer(stack, store, google, company, people, kills, seed + 1, journal);
        try
        {
            await FailAsync(stack, people, killer, cancel);
            var traffic = await TrafficAsync(stack, cancel);
            var underFire = Mirrored(await google.ReadAsync(cancel)) + Mirrored(await company.ReadAsync(cancel));
            await ConvergeAsync(stack, google, company, killer, cancel);
            var convergedAt = journal.Elapsed;

            // A pair that is at rest may be dead as well: each side says one thing more.
            journal.Write("people", "say their last words");
            await people.SayLastWordsAsync(cancel);
            await ConvergeAsync(stack, google, company, killer, cancel);
            return Summary(people, traffic, underFire, convergedAt);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            throw new InvalidOperationException(Report(failure), failure);
        }
    }

    private async Task FailAsync(ChaosStack stack, People people, Killer killer, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var weather = new Weather(stack.Outages(), seed + 2, journal).BlowAsync(stop.Token, cancel);
        var work = people.WorkAsync(stop.Token, cancel);
        var killing = killer.KillAsync(stop.Token);
        try
        {
            await foreach (var ended in Task.WhenEach(killing, work, weather))
            {
                await ended; // A failure ends the rest.
                if (ended == killing)
                {
                    break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(weather, work, killing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(weather, work);
        await stack.Outages().HealAsync(cancel);
        journal.Write("weather", "all is well");
    }

    // Until every rule holds, nothing has changed for as long as a repetition may be held back, and nothing is late.
    private async Task ConvergeAsync(
        ChaosStack stack, Desk google, Desk company, Killer killer, CancellationToken cancel)
    {
        var startedAt = journal.Elapsed;
        var (quietSince, last) = (startedAt, "");
        using var again = new PeriodicTimer(s_lookEvery);
        while (true)
        {
            stack.Poller.ThrowIfEnded();
            stack.Syncer.ThrowIfEnded();
            _seen = new BothSides(await google.ReadAsync(cancel), await company.ReadAsync(cancel))
            {
                WipedAt = killer.WipedAt,
                Forgotten = killer.ClosedWhenWiped,
            };
            var breaches = Rules.Check(_seen);
            var now = journal.Elapsed;
            if (_seen.ToString() is var text && text != last)
            {
                (last, quietSince) = (text, now);
            }

            if (breaches.Count == 0 && now - quietSince > s_quietFor && await stack.FindLateAsync(cancel) is "")
            {
                journal.Write("check", $"converged since {Seconds(quietSince)} s");
                return;
            }

            if (breaches.Any(breach => breach.IsFinal) || now - startedAt > s_convergeWithin)
            {
                var late = await stack.FindLateAsync(cancel);
                throw new BrokenRulesException([.. breaches], late);
            }

            await again.WaitForNextTickAsync(cancel);
        }
    }

    private string Summary(People people, string traffic, int underFire, TimeSpan restAt)
    {
        var all = _seen.Google.Concat(_seen.Company).ToList();
        var notices = all.Sum(seen => seen.Comments.Count(
            comment => comment.IsOurs && comment.Body.StartsWith("This case has not", StringComparison.Ordinal)));
        return $"{name} seed {seed}: {kills.Kills} kills, {people.Deeds} deeds, {traffic};"
            + $" mirrored {all.Count(seen => seen.IsOurs)} cases, {Mirrored(all)} comments and files ({underFire} "
            + $"under fire), {notices} outage notices,"
            + $" {_seen.Forgotten.Count} forgotten; at rest {Seconds(restAt)} s, all {Seconds(journal.Elapsed)} s;"
            + " lost 0, duplicated 0, unexpected 0";
    }

    private string Report(Exception failure)
    {
        var breaches = (failure as BrokenRulesException)?.Breaches ?? [];
        var titles = breaches.Select(breach => breach.Title).ToHashSet();
        var cases = _seen.Google.Concat(_seen.Company).Where(seen => titles.Contains(seen.Title))
            .OrderBy(seen => seen.Title, StringComparer.Ordinal);
        return string.Join('\n',
            [
                $"{name}, seed {seed} (CASESYNC_CHAOS_SEED={seed} repeats it): {failure.Message}",
                .. cases.Select(seen => seen.ToString()), "Steps:", journal.ToString(),
            ]);
    }

    private static async Task<string> TrafficAsync(ChaosStack stack, CancellationToken cancel)
    {
        var google = await stack.Outages().SeenAsync(Side.Google, cancel);
        var crm = await stack.Outages().SeenAsync(Side.Company, cancel);
        return $"{google.Forwarded + crm.Forwarded} requests, {google.RepliesLost + crm.RepliesLost} replies lost, "
            + $"{google.Refused + crm.Refused} refused";
    }

    private static int Mirrored(IEnumerable<SeenCase> cases) => cases.Sum(seen =>
        seen.Files.Count(file => file.IsOurs)
        + seen.Comments.Count(comment => comment.IsOurs && MirrorText.IsMirror(comment.Body)));

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}

internal sealed class BrokenRulesException(IReadOnlyList<Breach> breaches, string late) : Exception(string.Join('\n',
[
    $"{breaches.Count} rules are broken.", .. breaches.Select(breach => $"  {breach.Title}: {breach}"),
    $"  late: {late}",
]))
{
    public IReadOnlyList<Breach> Breaches => breaches;
}
