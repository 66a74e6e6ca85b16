using CaseSync.Core.Cases;

namespace CaseSync.Syncer;

/// <summary>
/// When each side last took a write of any case, as far as this process knows: a side that takes nobody's is down, and
/// what it answers says nothing of the item.
/// </summary>
internal sealed class ServedSides
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _google;
    private DateTimeOffset? _company;

    public void Served(Side side, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (side == Side.Google)
            {
                _google = at;
            }
            else
            {
                _company = at;
            }
        }
    }

    public DateTimeOffset? FindLast(Side side)
    {
        lock (_lock)
        {
            return side == Side.Google ? _google : _company;
        }
    }
}
