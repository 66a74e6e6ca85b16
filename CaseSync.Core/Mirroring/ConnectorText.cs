using System.Globalization;
using System.Text.RegularExpressions;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Core.Mirroring;

/// <summary>
/// Every sentence that the connector writes. They are protocol: constant English, most of them the Guide's, and read
/// back by us.
/// </summary>
public static partial class ConnectorText
{
    public const string MirroredFromGoogle = "CONTENT MIRRORED FROM GOOGLE SUPPORT:";
    public const string MirroredFromCompany = "CONTENT MIRRORED FROM COMPANY:";
    public const string Resumed = "Syncing has resumed.";

    public static string PairingNotice(CompanyCaseId id) => $"This case is now syncing with Company Case: {id}";

    /// <summary>The last line of a Google case that we made.</summary>
    public static string CompanyCaseLine(CompanyCaseId id) => CompanyCasePrefix + id;

    public static string NotSynced(TimeSpan duration) => $"{NotSyncedPrefix}{Words(duration)}.";

    /// <summary>Whether it says that a case is late, or late no more.</summary>
    public static bool IsAboutOutage(string comment) =>
        comment == Resumed || comment.StartsWith(NotSyncedPrefix, StringComparison.Ordinal);

    public static string NotCopied(ItemKey item, string reason) =>
        $"[CaseSync: {(item.Kind == ItemKind.Attachment ? "attachment" : "comment")} {item.SourceId} not copied] "
            + reason;

    /// <summary>Which item a notice says is not copied, and why; null of any other text.</summary>
    public static NotCopiedNotice? FindNotCopied(string comment) =>
        NotCopiedPattern().Match(comment) is { Success: true } match
        ? new NotCopiedNotice(
            match.Groups["kind"].Value == "attachment" ? ItemKind.Attachment : ItemKind.Comment,
            match.Groups["id"].Value, match.Groups["reason"].Value)
        : null;

    public static string Clone(GoogleCaseName google, string owner) =>
        CloneStart(google) + $"{owner}. "
        + "Clear this case's Google case name to give it a Google case of its own.";

    /// <summary>With this it begins, whoever the owner is said to be.</summary>
    public static string CloneStart(GoogleCaseName google) =>
        $"[CaseSync: case not synced] Google case {google} already syncs with ";

    public static string Dangling(GoogleCaseName google) =>
        $"[CaseSync: case not synced] Google case {google} cannot be found. "
        + "Correct this case's Google case name, or clear it to give it a Google case of its own.";

    public const string CannotReopen =
        "[CaseSync: case not reopened] The Google case is closed and can be reopened only in the Google Cloud console. "
        + "Until then, comments are still copied.";

    /// <summary>
    /// Whose counterpart a Google case says it is, by its last line; null if it says nothing of the kind.
    /// </summary>
    public static CompanyCaseId? FindCompanyCase(string? googleDescription)
    {
        var text = googleDescription?.TrimEnd();
        var line = text?[(text.LastIndexOf('\n') + 1)..];
        return line is not null && line.StartsWith(CompanyCasePrefix, StringComparison.Ordinal)
            && CompanyCaseId.TryParse(line[CompanyCasePrefix.Length..].TrimEnd(), out var id) ? id : null;
    }

    /// <summary>
    /// Which CRM case a pairing notice names; null of any other text. Exact: a notice for 789 is none for 78.
    /// </summary>
    public static CompanyCaseId? FindPairingNotice(string comment)
    {
        const string Start = "This case is now syncing with Company Case: ";
        var text = comment.Trim();
        return text.StartsWith(Start, StringComparison.Ordinal)
            && CompanyCaseId.TryParse(text[Start.Length..], out var id) ? id : null;
    }

    /// <summary>The two largest units, whole minutes: <c>2 hours 5 minutes</c>.</summary>
    public static string Words(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMinutes(1))
        {
            return "less than a minute";
        }

        var units =
            new[] { Unit(duration.Days, "day"), Unit(duration.Hours, "hour"), Unit(duration.Minutes, "minute") };
        var largest = Array.FindIndex(units, unit => unit is not null);
        return string.Join(' ', units.Skip(largest).Take(2).Where(unit => unit is not null));
    }

    [GeneratedRegex(@"^\[CaseSync: (?<kind>comment|attachment) (?<id>\S{1,200}) not copied\] (?<reason>.*)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotCopiedPattern();

    private const string CompanyCasePrefix = "Company Case: ";
    private const string NotSyncedPrefix = "This case has not synced properly in ";

    private static string? Unit(int count, string name) => count switch
    {
        0 => null,
        1 => $"1 {name}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {name}s"),
    };
}

/// <summary>What <see cref="ConnectorText.NotCopied"/> says, as read back.</summary>
public sealed record NotCopiedNotice(ItemKind Kind, string SourceId, string Reason);
