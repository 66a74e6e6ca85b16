using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Systems;

/// <summary>A search by update time, page by page: the oldest first, unless the order is disturbed.</summary>
internal sealed class CaseSearch(World world, CaseServer server, DateTimeOffset? updatedAfter)
{
    private readonly bool _isShuffled = server.Settings.ShufflesSearch;
    private SupportCase? _last;

    public bool IsAtEnd { get; private set; }

    public CasePage ReadPage()
    {
        if (_last is not null && world.Faults.TakeExpiredToken(server.Side))
        {
            throw Wire.Error(server.Target, "cases.search", 400);
        }

        if (world.Faults.TakeEmptyPage(server.Side))
        {
            return new CasePage([], server.HeaderTime);
        }

        var found = new List<(ServerCase Held, SupportCase Version)>();
        foreach (var held in server.Cases)
        {
            if (!held.IsGone && held.Indexed(world.Now) is { } shown && shown.IsSyncRequested
                && (updatedAfter is null || shown.UpdatedAt > updatedAfter)
                && (_last is null || Compare(shown, _last) > 0))
            {
                found.Add((held, shown));
            }
        }

        found.Sort((a, b) => Compare(a.Version, b.Version));
        IsAtEnd = found.Count <= server.Settings.CasePageSize;
        var page = found.Take(server.Settings.CasePageSize).ToList();
        if (_isShuffled && page.Count > 1)
        {
            world.Faults.Shows(FaultKind.PagesOutOfOrder);
        }

        _last = page.Count > 0 ? page[^1].Version : _last;
        return new CasePage([.. page.Select(one => one.Held.Shown(one.Version))], server.HeaderTime);
    }

    // By number, the newest first: of the update times that is any order.
    private int Compare(SupportCase a, SupportCase b) => _isShuffled ? -string.CompareOrdinal(a.Ref.Value, b.Ref.Value)
        : a.UpdatedAt != b.UpdatedAt ? a.UpdatedAt!.Value.CompareTo(b.UpdatedAt!.Value) : string.CompareOrdinal(
            a.Ref.Value, b.Ref.Value);
}
