using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>The cases of which something waits: of each side and urgency those that have waited longest.</summary>
/// <param name="Mappings">Each once.</param>
/// <param name="IsCut">There are more than were read, and they wait for less long than what was read of theirs.</param>
internal sealed record WaitingCases(IReadOnlyList<CaseMapping> Mappings, bool IsCut)
{
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    /// <param name="eachMax">The most of a side and an urgency: ten lists are read.</param>
    public static async Task<WaitingCases> ReadAsync(ICaseMappingStore store, int eachMax, CancellationToken cancel)
    {
        var lists = from urgency in Enum.GetValues<Priority>()
                    from side in s_sides
                    select store.ListAsync(new MappingQuery.WaitingLongest(side, urgency), null, eachMax, cancel);
        var pages = await Task.WhenAll(lists);
        return new WaitingCases(
            [.. pages.SelectMany(page => page.Mappings).DistinctBy(mapping => mapping.Id)],
            pages.Any(page => page.Cursor is not null));
    }

    public IReadOnlyList<CaseMapping> On(Side side) =>
        [.. Mappings.Where(mapping => mapping.On(side).DirtySince is not null)];

    /// <summary>
    /// How long ago a side was last known to be whole on the other: since then a change may wait, or be unseen. Counted
    /// as lateness is; right however many wait, since the oldest of each list was read.
    /// </summary>
    public TimeSpan Lag(Side side, GlobalState global, DateTimeOffset now)
    {
        var synced = On(side).Select(mapping => SyncedAt.Of(mapping, side, global))
            .Append(global.PolledAt(side) ?? now).Min();
        return now > synced ? now - synced : TimeSpan.Zero;
    }
}
