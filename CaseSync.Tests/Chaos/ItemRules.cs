using System.Globalization;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

/// <summary>What people add on one side of a pair is on the other once, whole, in order; nothing else is.</summary>
internal static class ItemRules
{
    public static void CheckComments(Pair pair, Side from, List<Breach> breaches)
    {
        var people = pair.On(from).Comments.Where(comment => !comment.IsOurs).ToList();
        var mirrors = pair.On(from.Other()).Comments.Where(comment => comment.IsOurs)
            .Select(comment => MirrorText.Find(comment.Body)).OfType<MirrorText>().ToList();
        foreach (var original in people)
        {
            CheckOne(pair, from, original, mirrors.FindAll(mirror => mirror.IsOf(from, original.Id)), breaches);
        }

        foreach (var mirror in mirrors.Where(mirror => !people.Exists(original => mirror.IsOf(from, original.Id))))
        {
            breaches.Add(pair.Final("nothing is echoed, nothing unexpected", $"on {from.Other()}: {mirror}"));
        }

        CheckOrder(pair, from, people, mirrors, breaches);
    }

    public static void CheckFiles(Pair pair, Side from, List<Breach> breaches)
    {
        var copies = pair.On(from.Other()).Files.Where(file => file.IsOurs).ToList();
        foreach (var original in pair.On(from).Files.Where(file => !file.IsOurs))
        {
            var found = copies.FindAll(copy => copy.Content == original.Content);
            copies.RemoveAll(copy => copy.Content == original.Content);
            var what = $"{from} file {original.Id} {original.Name}: {original.Content}";
            if (found.Count > (original.IsPublic ? 1 : 0))
            {
                breaches.Add(pair.Final(original.IsPublic ? "no file twice" : "nothing internal crosses", what));
            }
            else if (found is [var copy] && copy.Name != original.Name)
            {
                breaches.Add(pair.Final("a file keeps its name", what));
            }
            else if (found.Count == 0 && original.IsPublic && !pair.IsForgotten)
            {
                breaches.Add(pair.Waiting("no file lost", what));
            }
        }

        breaches.AddRange(copies.Select(copy =>
            pair.Final("no unexpected file", $"on {from.Other()}: {copy.Id} {copy.Name}: {copy.Content}")));
    }

    private static void CheckOne(
        Pair pair, Side from, SeenComment original, List<MirrorText> copies, List<Breach> breaches)
    {
        var what = $"{from} comment {original.Id}, {copies.Count} mirrors";
        var places = copies.GroupBy(copy => copy.PartOf(original)).ToList();
        if (!original.IsPublic)
        {
            breaches.AddRange(copies.Select(_ => pair.Final("nothing internal crosses", what)));
        }
        else if (places.Exists(place => place.Count() > 1))
        {
            breaches.Add(pair.Final("no comment twice", what));
        }
        else if (copies.Exists(copy => copy.Author != original.Author || copy.IsLateAtAnotherTime(original)))
        {
            breaches.Add(pair.Final("a mirror names whose it is, and when if late", what));
        }
        else if (!MirrorText.AreWhole(copies, original) && !(copies.Count == 0 && pair.IsForgotten))
        {
            breaches.Add(pair.Waiting(copies.Count == 0 ? "no comment lost" : "a comment is mirrored whole", what));
        }
    }

    private static void CheckOrder(
        Pair pair, Side from, List<SeenComment> people, List<MirrorText> mirrors, List<Breach> breaches)
    {
        var last = 0;
        foreach (var mirror in mirrors.Where(mirror => mirror.WrittenAt is null))
        {
            var place = people.FindIndex(original => mirror.IsOf(from, original.Id));
            if (place >= 0 && place < last)
            {
                breaches.Add(pair.Final("comments stay in order", $"on {from.Other()}: {mirror}"));
            }

            last = Math.Max(last, place);
        }
    }
}

/// <summary>A comment of ours that mirrors one of a person.</summary>
/// <param name="WrittenAt">What is appended late tells when it was written.</param>
internal sealed partial record MirrorText(
    string Side, string SourceId, string Author, string? WrittenAt, string Rest)
{
    private const int WholeMax = 12_000; // What is longer does not fit into one comment at Google.

    public static bool IsMirror(string body) => Pattern().IsMatch(body);

    public static MirrorText? Find(string body) => Pattern().Match(body) is { Success: true } match
        ? new MirrorText(
            match.Groups["side"].Value, match.Groups["id"].Value, match.Groups["by"].Value, null,
            match.Groups["rest"].Value).WithoutLate()
        : null;

    public bool IsOf(Side side, string id) => Side == side.ToString() && SourceId == id;

    public bool IsLateAtAnotherTime(SeenComment original) => WrittenAt is not null
        && WrittenAt != original.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Only what is long comes in parts: a short text that begins with "(1/2)" is a person's own.</summary>
    public string PartOf(SeenComment original) =>
        original.Body.Length > WholeMax && Numbered().Match(Rest) is { Success: true } part ? part.Value : "whole";

    public static bool AreWhole(IReadOnlyList<MirrorText> copies, SeenComment original)
    {
        if (copies is [var only] && only.PartOf(original) == "whole")
        {
            return only.Rest == original.Body;
        }

        // In parts, each once; the line end at a cut is dropped.
        var parts = copies.Select(copy => (Number: Numbered().Match(copy.Rest), Text: copy.Rest)).ToList();
        return parts.Count > 0
            && parts.TrueForAll(part => part.Number.Success && Value(part.Number, "count") == parts.Count)
            && WithoutEnds(string.Concat(parts.OrderBy(part => Value(part.Number, "part"))
                .Select(part => part.Text[part.Number.Length..]))) == WithoutEnds(original.Body);
    }

    public override string ToString() => $"[{Side} Comment {SourceId} by {Author}] {Rest[..Math.Min(Rest.Length, 60)]}";

    private static string WithoutEnds(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    private static int Value(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // "(k/n) (written …) text" or "(written …) text".
    private MirrorText WithoutLate() => Late().Match(Rest) is { Success: true } late
        ? this with { WrittenAt = late.Groups["at"].Value, Rest = late.Groups["part"].Value + Rest[late.Length..] }
        : this;

    [GeneratedRegex(@"^\[(?<side>Google|Company) Comment (?<id>\S+) by (?<by>[^\]]*)\] (?<rest>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?<part>\(\d+/\d+\) )?\(written (?<at>[0-9: -]+) UTC\) ", RegexOptions.ExplicitCapture)]
    private static partial Regex Late();

    [GeneratedRegex(@"^\((?<part>\d+)/(?<count>\d+)\) ", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
