using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>A rule that does not hold.</summary>
/// <param name="Title">Of the case.</param>
/// <param name="IsFinal">Time cannot mend it: what is there twice stays there twice.</param>
internal sealed record Breach(string Rule, string Title, string What, bool IsFinal)
{
    public override string ToString() => $"{Rule}: {What}";
}

/// <summary>What must be true of both systems once everything had its time. It reads what people see, with eyes of its
/// own: nothing here is the connector's code.</summary>
internal static class Rules
{
    public const string Secret = "SECRET"; // In all that people keep to themselves.

    public static IReadOnlyList<Breach> Check(BothSides seen)
    {
        var breaches = new List<Breach>();
        foreach (var side in new[] { Side.Google, Side.Company })
        {
            foreach (var held in seen.On(side))
            {
                CheckCase(seen, held, breaches);
            }
        }

        return breaches;
    }

    private static void CheckCase(BothSides seen, SeenCase held, List<Breach> breaches)
    {
        var others = seen.On(held.Side.Other()).Where(other => other.Title == held.Title).ToList();
        if (held.Side == Side.Google && TextsOf(held).Any(text => text.Contains(Secret, StringComparison.Ordinal)))
        {
            breaches.Add(new Breach("nothing internal crosses", held.Title, $"{held.Side} {held.Id}", IsFinal: true));
        }

        if (held.IsOurs)
        {
            if (!others.Exists(other => !other.IsOurs))
            {
                breaches.Add(new Breach("no unexpected case", held.Title, $"{held.Side} {held.Id}", IsFinal: true));
            }

            return;
        }

        var mirrors = others.FindAll(other => other.IsOurs);
        if (mirrors.Count > 1)
        {
            breaches.Add(new Breach(
                "no case twice", held.Title, $"{held.Id} became {string.Join(", ", mirrors.Select(m => m.Id))}", true));
        }
        else if (mirrors is [var mirror])
        {
            PairRules.Check(new Pair(held, mirror, seen), breaches);
        }
        else if (held.IsFlagged && !seen.Forgotten.Contains(held.Title))
        {
            breaches.Add(new Breach(
                "no case lost", held.Title, $"{held.Side} {held.Id} has no mirror", IsFinal: false));
        }
    }

    private static IEnumerable<string> TextsOf(SeenCase held) =>
        [held.Title, held.Description, .. held.Comments.Select(c => c.Body), .. held.Files.Select(f => f.Content)];
}

internal sealed record Pair(SeenCase Original, SeenCase Mirror, BothSides Seen)
{
    public string Title => Original.Title;

    public SeenCase On(Side side) => Original.Side == side ? Original : Mirror;

    /// <summary>What was closed on both sides when the store was lost, and not touched since, is left alone.</summary>
    public bool IsForgotten => Seen.Forgotten.Contains(Title);

    public Breach Final(string rule, string what) => new(rule, Title, what, IsFinal: true);

    public Breach Waiting(string rule, string what) => new(rule, Title, what, IsFinal: false);
}
