using CaseSync.Core.Cases;

namespace CaseSync.Tests.Mirroring.Model;

/// <summary>What may come over a pair of cases.</summary>
internal abstract record Happening
{
    private Happening()
    {
    }

    public sealed record Comment(Side On, string Text, bool IsPublic) : Happening;

    public sealed record Attach(Side On, string FileName, long SizeBytes, bool IsPublic) : Happening;

    public sealed record SetPriority(Side On, Priority Priority) : Happening;

    public sealed record Close(Side On) : Happening;

    public sealed record Reopen(Side On) : Happening;

    public sealed record Wait(int Minutes) : Happening;

    /// <param name="Fault">What goes wrong, at the step of that number.</param>
    public sealed record Sync(Side From, Fault Fault, int Step) : Happening;

    /// <summary>The store forgets everything.</summary>
    public sealed record Wipe : Happening;
}

internal enum Fault
{
    None,

    /// <summary>The process dies after so many steps: nothing is confirmed, the lease stays.</summary>
    Crash,

    /// <summary>The step takes effect, but its answer is lost.</summary>
    LostReply,

    /// <summary>The step gets no answer and takes no effect.</summary>
    LostRequest,
}
