namespace CaseSync.ServiceDefaults.RemoteCalls;

/// <summary>How many requests a piece of work sent to either system, whoever sent them on its behalf.</summary>
public sealed class CallTally : IDisposable
{
    private static readonly AsyncLocal<CallTally?> s_current = new();

    private readonly CallTally? _outer = s_current.Value;
    private int _count;

    private CallTally() => s_current.Value = this;

    /// <summary>Null where nobody counts.</summary>
    public static CallTally? Current => s_current.Value;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts from now on what the caller, and whatever it awaits, sends.</summary>
    public static CallTally Begin() => new();

    internal static void Add()
    {
        if (s_current.Value is { } tally)
        {
            Interlocked.Increment(ref tally._count);
        }
    }

    public void Dispose() => s_current.Value = _outer;
}
