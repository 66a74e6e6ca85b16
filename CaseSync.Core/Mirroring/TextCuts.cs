namespace CaseSync.Core.Mirroring;

/// <summary>A stretch of a text, in UTF-16 units.</summary>
public readonly record struct TextCut(int Start, int Length)
{
    /// <summary>The stretch, or what is left of it after somebody shortened the text.</summary>
    public string Of(string text)
    {
        var start = Math.Min(Start, text.Length);
        return text.Substring(start, Math.Min(Length, text.Length - start));
    }
}

/// <summary>
/// Cuts a text that is over the target's limit: at line ends where there are any, never inside a character.
/// </summary>
public static class TextCuts
{
    /// <summary>The parts, in order; at least one. A line end at a cut is in neither part.</summary>
    public static IReadOnlyList<TextCut> Cut(string text, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, 2); // A surrogate pair must fit.
        var cuts = new List<TextCut>();
        var start = 0;
        while (text.Length - start > lengthMax)
        {
            // The line end after a line of exactly lengthMax may be two units long.
            var last = start + lengthMax;
            last += text[last] == '\r' && last + 1 < text.Length && text[last + 1] == '\n' ? 1 : 0;
            var lineEnd = text.LastIndexOf('\n', last, last - start);
            var end = lineEnd > start && text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (end > start)
            {
                cuts.Add(new TextCut(start, end - start));
                start = lineEnd + 1;
            }
            else
            {
                var length = WholeCharacters(text, start, lengthMax);
                cuts.Add(new TextCut(start, length));
                start += length;
            }
        }

        if (start < text.Length || cuts.Count == 0)
        {
            cuts.Add(new TextCut(start, text.Length - start));
        }

        return cuts;
    }

    /// <summary>The beginning of a text, marked as cut.</summary>
    public static string Shorten(string text, int lengthMax) =>
        text.Length <= lengthMax ? text : text[..WholeCharacters(text, 0, lengthMax - 1)] + "…";

    private static int WholeCharacters(string text, int start, int length) =>
        char.IsHighSurrogate(text[start + length - 1]) ? length - 1 : length;
}
