using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Systems;

/// <summary>A search by update time, page by page: by update time, the oldest first, unless the order is disturbed.</summary>
internal sealed class CaseSearch(World world, CaseServer server, DateTimeOffset? updatedAfter)
{
    private (DateTimeOffset At, string Key)? _last;

    public bool IsAtEnd { get; private set; }

    public CasePage ReadPage()
    {
        if (world.Faults.TakeEmptyPage(server.Side))
        {
            return new CasePage([], server.HeaderTime);
        }

        var found = new List<SupportCase>();
        foreach (var held in server.Cases)
        {
            if (!held.IsGone && held.Indexed(world.Now) is { } shown && shown.IsSyncRequested
                && (updatedAfter is null || shown.UpdatedAt > updatedAfter)
                && (_last is not { } last || Compare((shown.UpdatedAt!.Value, held.Key), last) > 0))
            {
                found.Add(shown);
            }
        }

        found.Sort((a, b) => Compare((a.UpdatedAt!.Value, CaseServer.KeyOf(a.Ref)), (b.UpdatedAt!.Value, CaseServer.KeyOf(b.Ref))));
        IsAtEnd = found.Count <= server.Settings.CasePageSize;
        var page = found.Take(server.Settings.CasePageSize).ToList();
        if (page.Count > 0)
        {
            _last = (page[^1].UpdatedAt!.Value, CaseServer.KeyOf(page[^1].Ref));
            if (server.Settings.ShufflesSearch)
            {
                page.Reverse();
            }
        }

        return new CasePage(page, server.HeaderTime);
    }

    private static int Compare((DateTimeOffset At, string Key) a, (DateTimeOffset At, string Key) b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Key, b.Key);
}
