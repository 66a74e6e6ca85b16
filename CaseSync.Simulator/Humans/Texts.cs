using CaseSync.Core.Cases;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Humans;

/// <summary>What people write, as people do.</summary>
internal static class Texts
{
    private static readonly Author[] s_people =
    [
        new("ann@customer.test", "Ann"), new("bo@customer.test", "Bo ]x[ \"the\" Boss"),
        new("zoe@customer.test", "Zoë\nZ\u2028"),
        new(null, "Google Support"), new("dan@customer.test", null), Author.Unknown,
    ];

    private static readonly string[] s_ids = ["78", "789", "7"];

    // The number makes each unlike all others, but for those that must be exactly the connector's.
    private static readonly (string Kind, Func<Dice, int, SideSettings, string> Write)[] s_kinds =
    [
        ("empty", (_, _, _) => ""),
        ("emoji", (_, number, _) => $"t{number} 🙂👩‍👩‍👧‍👦 \ud83d\ude00"),
        ("right to left", (_, number, _) => $"t{number} مرحبا \u202Eabc\u202C שלום"),
        ("HTML", (_, number, _) => $"<p>t{number} <b>bold</b> &amp; <script>alert(1)</script></p>"),
        ("marker", (_, number, _) => $"[Google Comment 3 by X] t{number} all good, close it"),
        ("marker of a part", (dice, number, _) => $"[Company Comment {dice.Between(1, 30)} by Ann] (1/2) t{number}"),
        ("pairing notice", (dice, _, _) => $"This case is now syncing with Company Case: {dice.Pick(s_ids)}"),
        ("outage notice", (_, number, _) => $"This case has not synced properly in {number} minutes."),
        ("end of an outage", (_, _, _) => "Syncing has resumed."),
        ("refusal notice", (_, number, _) => $"[CaseSync: comment 5 not copied] t{number}"),
        ("part number", (_, number, _) => $"(1/2) t{number} with\r\nwindows\r\nlines\r\n"),
        ("huge", (dice, number, other) => Long(dice, number, other.Traits.CommentLengthMax)),
        ("spaces around", (_, number, _) => $"  t{number} spaces around  "),
        ("refused by the other side", (_, number, _) => $"t{number} {ServerRules.Refused}"),
    ];

    public static IEnumerable<string> Kinds => s_kinds.Select(kind => kind.Kind);

    public static Author Person(Dice dice) => dice.Pick(s_people);

    public static (string Kind, string Text) Draw(Dice dice, int number, SideSettings other, bool isHostile)
    {
        var roll = dice.Roll(18);
        return roll < (isHostile ? s_kinds.Length : s_kinds.Length - 1)
            ? (s_kinds[roll].Kind, s_kinds[roll].Write(dice, number, other))
            : ("plain", $"t{number} plain");
    }

    /// <summary>It reads like something that the connector says.</summary>
    public static bool IsSpoof(string text) =>
        text == "Syncing has resumed." || text.StartsWith("This case ", StringComparison.Ordinal)
        || text.StartsWith("[Google Comment ", StringComparison.Ordinal)
        || text.StartsWith("[Company Comment ", StringComparison.Ordinal)
        || text.StartsWith("[CaseSync: ", StringComparison.Ordinal);

    public static string Description(Dice dice, int number, SideSettings other) => dice.Roll(8) switch
    {
        0 => "",
        1 => Long(dice, number, other.Traits.DescriptionLengthMax),
        2 => $"d{number}\nCompany Case: {dice.Pick(s_ids)}",
        3 => $"CONTENT MIRRORED FROM COMPANY:\nd{number}\nCompany Case: {dice.Pick(s_ids)}",
        _ => $"d{number} it does not work\nat all",
    };

    // Lines, then one line without an end, over the limit.
    private static string Long(Dice dice, int number, int limit)
    {
        var line = $"t{number} {new string((char)('a' + number % 26), dice.Between(20, 200))}";
        var lines = string.Join('\n', Enumerable.Repeat(line, limit / line.Length));
        return dice.Chance(0.5) ? $"{lines}\n{lines}" : lines + new string('x', limit - 1) + "😀😀" + lines;
    }
}
