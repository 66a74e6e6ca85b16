using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>What goes wrong between the connector and the two systems, drawn from a seed.</summary>
internal sealed class Weather(OutageControl outages, int seed, Journal journal)
{
    // Longer than the tolerance of outages, so that people are told.
    private static readonly TimeSpan s_longOutage = TimeSpan.FromSeconds(16);

    private readonly Random _dice = new(seed);

    /// <summary>One fault after another until it is told to stop. The waits are real time since outages are.</summary>
    public async Task BlowAsync(CancellationToken stop, CancellationToken cancel)
    {
        try
        {
            // Each side is gone for long once: the first after some quiet, the other later.
            var longAt = new[] { (Side)_dice.Next(2), (Side)_dice.Next(2) };
            longAt[1] = longAt[0].Other();
            for (var step = 1; ; step++)
            {
                await WaitAsync(300, 1500, stop);
                if (step is 6 or 14)
                {
                    var side = longAt[step / 14];
                    await DuringAsync(side, $"down?mode={Mode()}", "up", s_longOutage, stop, cancel);
                    continue;
                }

                await OneAsync(_dice.Next(2) == 0 ? Side.Google : Side.Company, stop, cancel);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The weather clears up: whoever stopped it heals what is left.
        }
    }

    private Task OneAsync(Side side, CancellationToken stop, CancellationToken cancel) => _dice.Next(9) switch
    {
        0 or 1 or 2 => SayAsync(side, $"lose-replies?count={_dice.Next(1, 4)}", cancel),
        3 => SayAsync(side, $"lose-replies?count={_dice.Next(1, 4)}&writes=false", cancel),
        4 => SayAsync(side, $"cut-replies?count={_dice.Next(1, 4)}", cancel),
        5 => DuringAsync(side, $"delay?ms={_dice.Next(100, 900)}", "delay?ms=0", Between(1000, 3000), stop, cancel),
        6 => DuringAsync(
            side, $"delay?ms={ChaosStack.RequestTimeout.TotalMilliseconds + 500}", "delay?ms=0", Between(2000, 5000),
            stop, cancel),
        _ => DuringAsync(side, $"down?mode={Mode()}", "up", Between(500, 4000), stop, cancel),
    };

    private async Task DuringAsync(
        Side side, string begin, string end, TimeSpan length, CancellationToken stop, CancellationToken cancel)
    {
        await SayAsync(side, begin, cancel);
        await Task.Delay(length, TimeProvider.System, stop);
        await SayAsync(side, end, cancel);
    }

    private Task SayAsync(Side side, string command, CancellationToken cancel)
    {
        journal.Write("weather", $"{side}: {command}");
        return outages.CommandAsync(side, command, cancel);
    }

    private Task WaitAsync(int least, int most, CancellationToken stop) =>
        Task.Delay(Between(least, most), TimeProvider.System, stop);

    private TimeSpan Between(int least, int most) => TimeSpan.FromMilliseconds(_dice.Next(least, most));

    private string Mode() => _dice.Next(2) == 0 ? "abort" : "503";
}
