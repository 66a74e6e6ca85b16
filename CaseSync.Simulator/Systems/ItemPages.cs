using CaseSync.Simulator.Faulting;
using CaseSync.Simulator.Running;

namespace CaseSync.Simulator.Systems;

/// <summary>How a system cuts its lists of comments and files into pages.</summary>
internal sealed class ItemPages<TItem, TShown>(
    World world, CaseServer server, Func<TItem, (long Order, long VisibleAt, TShown Shown)> look)
{
    private readonly SideSettings _settings = server.Settings;
    private int _offset;
    private long? _last;

    public bool IsAtEnd { get; private set; }

    public IReadOnlyList<TShown> Read(List<TItem> items)
    {
        if (_offset > 0 && world.Faults.TakeExpiredToken(server.Side))
        {
            throw Wire.Error(server.Target, "list", 400);
        }

        if (world.Faults.TakeEmptyPage(server.Side))
        {
            return [];
        }

        var page = new List<TShown>();
        var position = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var (order, visibleAt, shown) = look(items[_settings.ListsOldestFirst ? i : items.Count - 1 - i]);
            if (visibleAt > world.Now || IsBehindUs(order, position++))
            {
                continue;
            }

            if (page.Count == _settings.ItemPageSize)
            {
                return page;
            }

            page.Add(shown);
            _last = order;
            _offset++;
        }

        IsAtEnd = true;
        return page;
    }

    private bool IsBehindUs(long order, int position) => _settings.PagesByOffset ? position < _offset
        : _last is { } last && (_settings.ListsOldestFirst ? order <= last : order >= last);
}
