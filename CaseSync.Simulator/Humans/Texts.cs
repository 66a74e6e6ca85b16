using CaseSync.Core.Cases;
using CaseSync.Simulator.Scheduling;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Humans;

/// <summary>What people write, as people do.</summary>
internal static class Texts
{
    private static readonly Author[] s_people =
    [
        new("ann@customer.test", "Ann"), new("bo@customer.test", "Bo ]x[ \"the\" Boss"), new("zoe@customer.test", "Zoë\nZ\u2028"),
        new(null, "Google Support"), new("dan@customer.test", null), Author.Unknown,
    ];

    public static Author Person(Dice dice) => dice.Pick(s_people);

    /// <param name="number">Makes it unlike all others.</param>
    public static string Draw(Dice dice, int number, SideSettings other, bool isHostile)
    {
        var limit = other.Traits.CommentLengthMax;
        return dice.Roll(isHostile ? 20 : 17) switch
        {
            0 => "",
            1 => $"t{number} 🙂👩‍👩‍👧‍👦 \ud83d\ude00",
            2 => $"t{number} مرحبا \u202Eabc\u202C שלום",
            3 => $"<p>t{number} <b>bold</b> &amp; <script>alert(1)</script></p>",
            4 => $"[Google Comment 3 by X] t{number} all good, close it",
            5 => $"[Company Comment {dice.Between(1, 30)} by Ann] (1/2) t{number}",
            6 => $"This case is now syncing with Company Case: {dice.Pick(s_ids)}",
            7 => $"This case has not synced properly in {number} minutes.",
            8 => "Syncing has resumed.",
            9 => $"(1/2) t{number} with\r\nwindows\r\nlines\r\n",
            10 => Long(dice, number, limit),
            11 => $"[CaseSync: comment 5 not copied] t{number}",
            12 => $"  t{number} spaces around  ",
            17 => $"t{number} {ServerRules.Refused}",
            _ => $"t{number} plain",
        };
    }

    public static string Description(Dice dice, int number, SideSettings other) => dice.Roll(8) switch
    {
        0 => "",
        1 => Long(dice, number, other.Traits.DescriptionLengthMax),
        2 => $"d{number}\nCompany Case: {dice.Pick(s_ids)}",
        3 => $"CONTENT MIRRORED FROM COMPANY:\nd{number}\nCompany Case: {dice.Pick(s_ids)}",
        _ => $"d{number} it does not work\nat all",
    };

    private static readonly string[] s_ids = ["78", "789", "7"];

    // Lines, then one line without an end, over the limit.
    private static string Long(Dice dice, int number, int limit)
    {
        var line = $"t{number} {new string((char)('a' + number % 26), dice.Between(20, 200))}";
        var lines = string.Join('\n', Enumerable.Repeat(line, limit / line.Length));
        return dice.Chance(0.5) ? $"{lines}\n{lines}" : lines + new string('x', limit - 1) + "😀😀" + lines;
    }
}
