using CaseSync.Core.Doors;

namespace CaseSync.Bench.Quiet;

/// <summary>
/// What a minute costs in which nothing happens, by how many cases are open: it must not depend on them.
/// </summary>
internal static class QuietRun
{
    // SQLite's log grows up to 1,000 pages and is then written over, which is faster: every file must be past that,
    // or the smallest, the measure of the others, is the slowest.
    private const int WarmRounds = 400;
    private const int Rounds = 301;
    private const double RatioMax = 1.5;

    // A larger store is not faster: below this something else was measured.
    private const double RatioMin = 1 / RatioMax;
    private const int PageSize = 200;

    private static readonly int[] s_sizes = [100, 10_000, 100_000];

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(
        string folder, TimeProvider clock, CancellationToken cancel)
    {
        var worlds = new List<QuietWorld>();
        try
        {
            foreach (var size in s_sizes)
            {
                worlds.Add(await QuietWorld.CreateAsync(size, folder, clock, cancel));
            }

            return
            [
                .. await CountPollsAsync(worlds, cancel),
                .. await TimeAsync(
                    "A quiet minute's two polls", worlds, (world, token) => world.PollAsync(token), clock, cancel),
                .. await CountOutageChecksAsync(worlds, cancel),
                .. await TimeAsync(
                    "DetectOutages", worlds, (world, token) => world.DetectOutagesAsync(token), clock, cancel),
                .. await CountGuideAsync(worlds, cancel),
                .. await TimeConsoleAsync(worlds, clock, cancel),
            ];
        }
        finally
        {
            worlds.ForEach(world => world.Dispose());
        }
    }

    /// <summary>Last, since something waits then, as much in each world as an operator would look at.</summary>
    private static async Task<List<Finding>> TimeConsoleAsync(
        List<QuietWorld> worlds, TimeProvider clock, CancellationToken cancel)
    {
        foreach (var world in worlds)
        {
            await world.BeginOutageAsync(cancel);
        }

        return
        [
            .. await TimeAsync(
                "The console's overview", worlds, (world, token) => world.ReadOverviewAsync(token), clock, cancel),
            .. await TimeAsync(
                "The console's list of cases", worlds, (world, token) => world.ListCasesAsync(token), clock, cancel),
        ];
    }

    private static async Task<List<Finding>> CountPollsAsync(List<QuietWorld> worlds, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        StoreCount? first = null;
        foreach (var world in worlds)
        {
            var before = (Crm: world.Crm.Searches, Google: world.CustomerCare.Searches);
            world.Store.Take();
            await world.PollAsync(cancel);
            var count = world.Store.Take();
            first ??= count;
            var searches = Math.Max(world.Crm.Searches - before.Crm, world.CustomerCare.Searches - before.Google);
            findings.Add(new($"{Cases(world)}: searches a poll", searches, "calls", 1));
            findings.Add(
                new($"{Cases(world)}: store operations of two polls", count.Operations, "calls", first.Operations));
            findings.Add(new($"{Cases(world)}: mappings read by two polls", count.Mappings, "mappings", 0));
        }

        return findings;
    }

    private static async Task<List<Finding>> CountOutageChecksAsync(List<QuietWorld> worlds, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        StoreCount? first = null;
        foreach (var world in worlds)
        {
            await world.PollAsync(cancel); // Its watermarks are fresh, as they are while the schedule runs.
            world.Store.Take();
            await world.DetectOutagesAsync(cancel);
            var count = world.Store.Take();
            first ??= count;
            findings.Add(
                new($"{Cases(world)}: store operations of DetectOutages", count.Operations, "calls", first.Operations));
            findings.Add(new($"{Cases(world)}: mappings read by DetectOutages", count.Mappings, "mappings", 0));
        }

        return findings;
    }

    /// <summary>
    /// Each round runs every size and is compared with itself: whatever else the machine does falls on all of them.
    /// </summary>
    private static async Task<List<Finding>> TimeAsync(
        string what, List<QuietWorld> worlds, Func<QuietWorld, CancellationToken, Task> run, TimeProvider clock,
        CancellationToken cancel)
    {
        var samples = worlds.ToDictionary(world => world, _ => new List<double>(Rounds));
        for (var round = -WarmRounds; round < Rounds; round++)
        {
            for (var turn = 0; turn < worlds.Count; turn++)
            {
                var world = worlds[(turn + round + WarmRounds) % worlds.Count]; // Nobody is always first.
                var startedAt = clock.GetTimestamp();
                await run(world, cancel);
                if (round >= 0)
                {
                    samples[world].Add(clock.GetElapsedTime(startedAt).TotalMilliseconds);
                }
            }
        }

        var smallest = worlds[0];
        return
        [
            .. worlds.Select(world => new Finding($"{what}, {Cases(world)}", Median(samples[world]), "ms", null)),
            .. worlds.Skip(1).Select(world => new Finding(
                $"{what}, {Cases(world)}: time against {Cases(smallest)}",
                Median(samples[world].Zip(samples[smallest], (time, ofSmallest) => time / ofSmallest)),
                "times",
                RatioMax,
                RatioMin)),
        ];
    }

    /// <summary>
    /// Guide: a poll sets the SyncedAt of each open mapping that was not recently updated. Here one watermark says it
    /// for all.
    /// </summary>
    private static async Task<List<Finding>> CountGuideAsync(List<QuietWorld> worlds, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var world in worlds)
        {
            findings.Add(
                new($"{Cases(world)}: writes a minute by the Guide", 2 * await CountOpenAsync(world, cancel), "writes",
                    null));
            world.Store.Take();
            await world.PollAsync(cancel);
            findings.Add(
                new($"{Cases(world)}: writes a minute by CaseSync, a watermark a side", world.Store.Take().Writes,
                    "writes", 2));
        }

        return findings;
    }

    private static async Task<int> CountOpenAsync(QuietWorld world, CancellationToken cancel)
    {
        var (open, cursor) = (0, (string?)null);
        do
        {
            var page = await world.Store.ListAsync(new MappingQuery.Open(), cursor, PageSize, cancel);
            open += page.Mappings.Count(
                mapping => mapping.Google.DirtySince is null && mapping.Company.DirtySince is null);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return open;
    }

    private static string Cases(QuietWorld world) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{world.OpenCases:#,0} open cases");

    private static double Median(IEnumerable<double> samples) => samples.Order().ElementAt(Rounds / 2);
}
