using CaseSync.Bench;

// Ratios of one run: a poll that finds nothing costs the same, however many mappings there are.
const double RatioMax = 1.5;
const int Rounds = 201;
int[] sizes = [100, 10_000, 100_000];

var clock = TimeProvider.System;
var folder = Directory.CreateTempSubdirectory("casesync-bench-");
var polls = new List<QuietPoll>();
foreach (var size in sizes)
{
    polls.Add(await QuietPoll.MakeAsync(folder.FullName, size));
}

var times = polls.ToDictionary(poll => poll.Mappings, _ => new List<TimeSpan>());
var counts = new Dictionary<int, (int Searches, int Operations)>();
for (var round = 0; round < Rounds; round++)
{
    // Interleaved, so that whatever else the machine does falls on all sizes alike.
    foreach (var poll in polls)
    {
        var startedAt = clock.GetTimestamp();
        counts[poll.Mappings] = await poll.RunAsync();
        times[poll.Mappings].Add(clock.GetElapsedTime(startedAt));
    }
}

var least = Median(times[sizes[0]]);
var isWithin = true;
Console.WriteLine("A poll that finds nothing (SQLite):");
Console.WriteLine("  mappings   searches   store operations   median ms   ratio");
foreach (var size in sizes)
{
    var ratio = Median(times[size]) / least;
    isWithin &= ratio <= RatioMax && counts[size] == counts[sizes[0]] && counts[size].Searches == 1;
    Console.WriteLine(
        $"  {size,8}   {counts[size].Searches,8}   {counts[size].Operations,16}   {Median(times[size]).TotalMilliseconds,9:F2}   {ratio,5:F2}");
}

foreach (var poll in polls)
{
    await poll.DisposeAsync();
}

folder.Delete(recursive: true);
Console.WriteLine(isWithin ? $"Within {RatioMax}, and the same calls." : $"OVER the limit: ratio {RatioMax}, one search, the same operations.");
return isWithin ? 0 : 1;

static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
