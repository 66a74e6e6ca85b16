using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;

namespace CaseSync.Core.Outages;

/// <summary>A text due on one side.</summary>
public sealed record OutageNotice(Side On, ItemKey Key, string Text, bool IsResumption);

/// <summary>Whether a case is late, since when, and who is to be told.</summary>
/// <param name="LateSides">The sides whose changes are late; empty when none are.</param>
/// <param name="LateFor">Since the older of the late sides was synced.</param>
/// <param name="LateSince">When that was: the key of the notices, kept until all is well again.</param>
public sealed record OutageVerdict(
    IReadOnlyList<Side> LateSides, TimeSpan LateFor, DateTimeOffset? LateSince, IReadOnlyList<OutageNotice> Due)
{
    public bool IsLate => LateSides.Count > 0;
}

/// <summary>The Guide's DetectOutages, for one mapping.</summary>
public static class OutageDecision
{
    private const string LateStart = "late:";
    private const string ResumedStart = "resumed:";

    private static readonly Side[] s_sides = [Side.Google, Side.Company];
    private static readonly OutageVerdict s_well = new([], TimeSpan.Zero, null, []);

    /// <param name="createsFrom">On a new store nothing is created before then, for good reason: a case without
    /// counterpart is not late by it.</param>
    public static OutageVerdict Decide(
        CaseMapping mapping, GlobalState global, DateTimeOffset now, double scale, DateTimeOffset createsFrom)
    {
        if (mapping.BrokenReason is not null || mapping.IsPaused)
        {
            return s_well;
        }

        if (mapping.ResolvedAt is not null)
        {
            return Well(mapping);
        }

        var tolerance = LatencyTolerance.For(mapping.Priority, now - mapping.NewContentAt, scale);
        var late = s_sides.Where(side => now > CountsFrom(mapping, side, global, createsFrom) + tolerance).ToArray();
        return late.Length > 0
            ? Late(mapping, late.Min(side => CountsFrom(mapping, side, global, createsFrom)), late, now)
            : Well(mapping);
    }

    private static DateTimeOffset CountsFrom(
        CaseMapping mapping, Side side, GlobalState global, DateTimeOffset createsFrom)
    {
        var syncedAt = SyncedAt.Of(mapping, side, global);
        var isAlone = mapping.GoogleCaseName is null || mapping.CompanyCaseId is null;
        return isAlone && createsFrom > syncedAt ? createsFrom : syncedAt;
    }

    private static OutageVerdict Late(CaseMapping mapping, DateTimeOffset syncedAt, Side[] late, DateTimeOffset now)
    {
        var since = mapping.LateSince ?? syncedAt;
        var text = ConnectorText.NotSynced(now - syncedAt);
        return new OutageVerdict(late, now - syncedAt, since, Due(mapping, told: false, LateAbout(since), text));
    }

    private static OutageVerdict Well(CaseMapping mapping) =>
        mapping.LateSince is { } since
            ? s_well with { Due = Due(mapping, told: true, ResumedAbout(since), ConnectorText.Resumed) }
            : s_well;

    /// <summary>The key of a lateness's notice on either side.</summary>
    public static string LateAbout(DateTimeOffset since) => $"{LateStart}{since.UtcTicks}";

    /// <summary>A notice of one lateness as one of another; null of any other entry.</summary>
    public static MirroredItem? MovedTo(MirroredItem notice, DateTimeOffset since) => IsAboutOutage(notice)
        ? notice with { Key = notice.Key with { SourceId = IsLate(notice) ? LateAbout(since) : ResumedAbout(since) } }
        : null;

    /// <summary>That a case is late, as a notice of another lateness.</summary>
    public static OutageNotice MovedTo(OutageNotice late, DateTimeOffset since) =>
        late with { Key = late.Key with { SourceId = LateAbout(since) } };

    private static bool IsAboutOutage(MirroredItem item) => item.Key.Kind == ItemKind.Notice
        && (IsLate(item) || item.Key.SourceId.StartsWith(ResumedStart, StringComparison.Ordinal));

    private static bool IsLate(MirroredItem notice) =>
        notice.Key.SourceId.StartsWith(LateStart, StringComparison.Ordinal);

    private static string ResumedAbout(DateTimeOffset since) => $"{ResumedStart}{since.UtcTicks}";

    /// <summary>
    /// The comment in which a notice that got no answer was said after all. An outage and its end take turns: only the
    /// last that was said on a side can be it. An older one with the same words belongs to an earlier outage, however
    /// near that was.
    /// </summary>
    /// <param name="ours">What our account wrote on that side.</param>
    public static Comment? FindSaid(IEnumerable<Comment> ours, string text, DateTimeOffset since) =>
        FindLast(ours) is { } last && last.Body.Trim() == text && last.CreatedAt >= since ? last : null;

    /// <summary>Our last word on outages on a side; null if there is none.</summary>
    /// <param name="ours">What our account wrote there.</param>
    public static Comment? FindLast(IEnumerable<Comment> ours) =>
        ours.Where(comment => ConnectorText.IsAboutOutage(comment.Body.Trim()))
            .OrderBy(comment => comment.CreatedAt).ThenBy(comment => comment.Id.Length)
            .ThenBy(comment => comment.Id, StringComparer.Ordinal)
            .LastOrDefault();

    /// <summary>Whether what a side was last told of outages is that its case is late.</summary>
    public static bool IsTold(Comment last) => last.Body.Trim() != ConnectorText.Resumed;

    /// <summary>
    /// A lost store has forgotten what the sides were told: who shows that its case is late is told the end too.
    /// </summary>
    /// <param name="lastOn">Our last word on outages on a side, null without one.</param>
    /// <returns>The mapping, and the ledger's entries of those notices.</returns>
    public static (CaseMapping Mapping, IReadOnlyList<MirroredItem> Said) AsTold(
        CaseMapping mapping, Func<Side, Comment?> lastOn, DateTimeOffset now)
    {
        var said = new List<MirroredItem>();
        foreach (var side in s_sides)
        {
            if (lastOn(side) is { } last && IsTold(last))
            {
                var since = mapping.LateSince ?? last.CreatedAt;
                mapping = mapping.With(side, progress => progress with { OutageCommentSent = true }) with
                {
                    LateSince = since,
                };
                said.Add(new MirroredItem
                {
                    Key = new ItemKey(side, ItemKind.Notice, LateAbout(since)),
                    State = ItemState.Done,
                    Text = last.Body,
                    TargetId = last.Id,
                    AttemptedAt = now,
                    FinishedAt = now,
                });
            }
        }

        return (mapping, said);
    }

    /// <summary>Whether a side may have been told of this lateness, or of its end, by a store that is lost.</summary>
    public static bool MayBeForgotten(CaseMapping mapping, GlobalState global) =>
        mapping.Epoch != global.Epoch || mapping.LateSince < global.EpochStartedAt;

    private static OutageNotice[] Due(CaseMapping mapping, bool told, string about, string text) =>
        [.. from side in s_sides
            where mapping.RefOn(side) is not null && mapping.On(side).OutageCommentSent == told
            select new OutageNotice(
                side, new ItemKey(side, ItemKind.Notice, about), text, IsResumption: told)];
}
