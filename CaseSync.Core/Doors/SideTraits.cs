using CaseSync.Core.Cases;

namespace CaseSync.Core.Doors;

/// <summary>What a side declares of itself, so that the planners need to know no CRM's name.</summary>
public sealed record SideTraits
{
    public required Side Side { get; init; }

    /// <summary>The step of its time stamps: two changes within it may carry one update time.</summary>
    public TimeSpan TimeGranularity { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How late a search may show what exists.</summary>
    public TimeSpan SearchLag { get; init; }

    /// <summary>How late a list of comments or attachments may show what was written.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>Longest comment, in UTF-16 units, the marker included.</summary>
    public required int CommentLengthMax { get; init; }

    public required int TitleLengthMax { get; init; }

    public required int DescriptionLengthMax { get; init; }

    public long AttachmentBytesMax { get; init; } = long.MaxValue;

    public bool CanReopen { get; init; }

    /// <summary>
    /// False where people and connector share an account: then markers carry an HMAC tag (<c>Sync__MarkerKey</c>).
    /// </summary>
    public bool TellsOwnAccount { get; init; } = true;

    /// <summary>The name under which it stores a file of the given name.</summary>
    public Func<string, string> StoredFileName { get; init; } = name => name;

    /// <summary>What a priority reads as after it was written (Zendesk has four classes for five).</summary>
    public Func<Priority, Priority> StoredPriority { get; init; } = priority => priority;
}
