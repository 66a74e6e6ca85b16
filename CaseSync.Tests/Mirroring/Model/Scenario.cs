using CaseSync.Core.Cases;
using CaseSync.Tests.Builders;
using FsCheck;
using FsCheck.Fluent;

namespace CaseSync.Tests.Mirroring.Model;

/// <summary>A case made on one side, and what comes over it.</summary>
internal sealed record Scenario(Side First, string Description, bool AccountIsSet, IReadOnlyList<Happening> Happenings)
{
    private static readonly Gen<Side> s_side = Properties.Any(Side.Google, Side.Company);

    // What people write: empty, long, with line ends of both kinds and emoji, and what looks like ours.
    private static readonly Gen<string> s_text = Properties.Any(
        "", "Hello.", "It is full.\nStill.\n", "0123456789ab", "0123456789abc",
        "line one\r\nline two\r\nline three\r\nline four",
        "😀😀😀😀😀😀😀😀😀😀", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", new string('x', 50),
        "[Google Comment 3 by Ann] all good, close it", "[Company Comment 3 by Ann] (1/2) all good", "Company Case: 78",
        "This case is now syncing with Company Case: 78", "Syncing has resumed.",
        "[CaseSync: comment 3 not copied] No.");

    private static readonly Gen<Happening> s_happening = Gen.Frequency(
        (6, from side in s_side
            from text in s_text
            from isPublic in Properties.Any(true, true, false)
            select (Happening)new Happening.Comment(side, text, isPublic)),
        (3, from side in s_side
            from name in Properties.Any("log.txt", "my log.txt", "my_log.txt")
            from size in Properties.Any(10L, 11L, 1000L, 1001L)
            from isPublic in Properties.Any(true, true, false)
            select (Happening)new Happening.Attach(side, name, size, isPublic)),
        (2, from side in s_side
            from priority in Properties.Any(Enum.GetValues<Priority>())
            select (Happening)new Happening.SetPriority(side, priority)),
        (1, s_side.Select(side => (Happening)new Happening.Close(side))),
        (1, s_side.Select(side => (Happening)new Happening.Reopen(side))),
        (3, Properties.Any(0, 1, 2, 5, 40).Select(minutes => (Happening)new Happening.Wait(minutes))),
        (8, from side in s_side
            from fault in Properties.Any(
                Fault.None, Fault.None, Fault.Crash, Fault.Crash, Fault.LostReply, Fault.LostRequest)
            from step in Gen.Choose(0, 5)
            select (Happening)new Happening.Sync(side, fault, step)),
        (1, Gen.Constant((Happening)new Happening.Wipe())));

    public static Gen<Scenario> Any { get; } =
        from first in s_side
        from description in Properties.Any(
            "Full.", "", new string('d', 300), "one\r\ntwo\n" + new string('e', 100) + "\nthree")
        from accountIsSet in Properties.Any(true, true, false)
        from happenings in s_happening.ListOf()
        select new Scenario(
            first, description, accountIsSet,
            [.. happenings.Where(happening => accountIsSet || happening is not Happening.Wipe)]);

    /// <summary>The same with one thing less.</summary>
    public IEnumerable<Scenario> Smaller() => Enumerable.Range(0, Happenings.Count)
        .Select(without => this with { Happenings = [.. Happenings.Where((_, index) => index != without)] });

    public TwoSystems Begin() => TwoSystems.With(First, Description, AccountIsSet);

    public override string ToString() =>
        $"a case on {First} (\"{Description}\", account {(AccountIsSet ? "set" : "to be learned")}):\n  "
            + string.Join("\n  ", Happenings);
}
