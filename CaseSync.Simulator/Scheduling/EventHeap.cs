namespace CaseSync.Simulator.Scheduling;

/// <summary>Something that is going to happen.</summary>
/// <param name="At">Ticks of virtual time.</param>
/// <param name="Order">Tells events of one instant apart: what was planned first happens first.</param>
/// <param name="Process">Whose it is: it never happens if that dies before. Null: the world's.</param>
internal readonly record struct PlannedEvent(long At, long Order, SimulatedProcess? Process, Action Run);

/// <summary>A binary heap: the earliest event first.</summary>
internal sealed class EventHeap
{
    private PlannedEvent[] _events = new PlannedEvent[256];

    public int Count { get; private set; }

    public PlannedEvent First => _events[0];

    public void Add(in PlannedEvent added)
    {
        if (Count == _events.Length)
        {
            Array.Resize(ref _events, 2 * Count);
        }

        var hole = Count++;
        while (hole > 0 && IsBefore(added, _events[(hole - 1) / 2]))
        {
            _events[hole] = _events[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        _events[hole] = added;
    }

    public PlannedEvent Take()
    {
        var (first, last) = (_events[0], _events[--Count]);
        _events[Count] = default;
        var hole = 0;
        while (2 * hole + 1 < Count)
        {
            var child = 2 * hole + 1;
            if (child + 1 < Count && IsBefore(_events[child + 1], _events[child]))
            {
                child++;
            }

            if (!IsBefore(_events[child], last))
            {
                break;
            }

            _events[hole] = _events[child];
            hole = child;
        }

        if (Count > 0)
        {
            _events[hole] = last;
        }

        return first;
    }

    private static bool IsBefore(in PlannedEvent a, in PlannedEvent b) =>
        a.At < b.At || (a.At == b.At && a.Order < b.Order);
}
