using System.Globalization;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Simulator.Systems;

namespace CaseSync.Simulator.Checking;

/// <summary>A comment of ours, read with eyes of our own: nothing here is the connector's code.</summary>
/// <param name="Rest">What follows the bracket and its blank.</param>
internal sealed partial record MirrorText(ServerComment Comment, string SourceId, string Rest)
{
    /// <summary>When a copy that comes late says that its original was written; null of any other.</summary>
    public string? WrittenAt => Late().Match(Parts().Replace(Rest, "", 1)) is { Success: true } match
        ? match.Groups["at"].Value : null;

    /// <summary>1 where no part is named.</summary>
    public int Part => Parts().Match(Rest) is { Success: true } match ? Number(match, "part") : 1;

    public static MirrorText? Find(ServerComment comment, Side from)
    {
        var body = comment.Shown.Body;
        var start = $"[{from} Comment ";
        var end = body.IndexOf(']', StringComparison.Ordinal);
        var by = body.IndexOf(" by ", StringComparison.Ordinal);
        return body.StartsWith(start, StringComparison.Ordinal) && by > start.Length && end > by
            ? new MirrorText(comment, body[start.Length..by], body.Length > end + 2 ? body[(end + 2)..] : "")
            : null;
    }

    /// <summary>Whether these are the whole of an original, each part once.</summary>
    public static bool AreWhole(IReadOnlyList<MirrorText> parts, string original)
    {
        if (parts is [var only])
        {
            return only.Rest == original || Late().Replace(only.Rest, "", 1) == original;
        }

        var numbered = parts.Select(part => (Match: Parts().Match(part.Rest), part.Rest)).ToList();
        if (!numbered.TrueForAll(part => part.Match.Success && Number(part.Match, "count") == parts.Count))
        {
            return false;
        }

        var rest = original;
        foreach (var (match, text) in numbered.OrderBy(part => Number(part.Match, "part")))
        {
            var piece = Late().Replace(text[match.Length..], "", 1);
            rest = rest.StartsWith(piece, StringComparison.Ordinal) ? rest : rest.TrimStart('\r', '\n');
            if (!rest.StartsWith(piece, StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[piece.Length..];
        }

        return rest.Trim('\r', '\n').Length == 0
            && numbered.Select(part => Number(part.Match, "part")).Distinct().Count() == parts.Count;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\((?<part>\d+)/(?<count>\d+)\) ?", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^\(written (?<at>[0-9: -]+) UTC\) ?", RegexOptions.ExplicitCapture)]
    private static partial Regex Late();
}
