using System.Text;
using CaseSync.Core.Cases;

namespace CaseSync.Tests.Chaos;

internal sealed record SeenComment(
    string Id, string Author, bool IsOurs, bool IsPublic, DateTimeOffset At, string Body);

internal sealed record SeenFile(string Id, string Name, string Content, bool IsOurs, bool IsPublic);

/// <summary>A case as its system's API shows it, alike for both systems.</summary>
internal sealed record SeenCase
{
    public required Side Side { get; init; }

    /// <summary>The CRM's id, or the number of Google's.</summary>
    public required string Id { get; init; }

    /// <summary>Unique among what people open: the mirror has the same.</summary>
    public required string Title { get; init; }

    public required string Description { get; init; }

    public required int Priority { get; init; }

    public bool IsClosed { get; init; }

    /// <summary>Whether the connector made it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The CRM's wish that the case is mirrored; Google's cases always are.</summary>
    public bool IsFlagged { get; init; } = true;

    /// <summary>The number in the CRM's field for the Google case.</summary>
    public string? GoogleNumber { get; init; }

    /// <summary>Oldest first, as the files.</summary>
    public IReadOnlyList<SeenComment> Comments { get; init; } = [];

    public IReadOnlyList<SeenFile> Files { get; init; } = [];

    public override string ToString()
    {
        var text = new StringBuilder(
            $"{Side} {Id} \"{Title}\" P{Priority} {(IsClosed ? "closed" : "open")}"
            + $"{(IsOurs ? ", ours" : "")}{(IsFlagged ? "" : ", not flagged")}, Google's {GoogleNumber ?? "none"}");
        foreach (var comment in Comments)
        {
            var body = comment.Body.Length <= 90 ? comment.Body : $"{comment.Body[..90]}… ({comment.Body.Length})";
            text.Append($"\n    comment {comment.Id} {comment.At:HH:mm:ss.fff} ")
                .Append($"{Marks(comment.IsOurs, comment.IsPublic)}{comment.Author}: {body.ReplaceLineEndings("\\n")}");
        }

        foreach (var file in Files)
        {
            text.Append($"\n    file {file.Id} {Marks(file.IsOurs, file.IsPublic)}{file.Name}: {file.Content}");
        }

        return text.ToString();
    }

    private static string Marks(bool isOurs, bool isPublic) =>
        $"{(isOurs ? "ours " : "")}{(isPublic ? "" : "internal ")}";
}

/// <summary>All that both systems hold.</summary>
internal sealed record BothSides(IReadOnlyList<SeenCase> Google, IReadOnlyList<SeenCase> Company)
{
    /// <summary>When the store was lost; what people had been told before, nobody remembers.</summary>
    public DateTimeOffset? WipedAt { get; init; }

    /// <summary>Titles of what was closed when the store was lost: it counts as closed before that.</summary>
    public IReadOnlySet<string> Forgotten { get; init; } = new HashSet<string>();

    public IReadOnlyList<SeenCase> On(Side side) => side == Side.Google ? Google : Company;

    public override string ToString() => string.Join(
        '\n',
        Google.Concat(Company).OrderBy(seen => seen.Title, StringComparer.Ordinal).ThenBy(seen => seen.Side));
}
