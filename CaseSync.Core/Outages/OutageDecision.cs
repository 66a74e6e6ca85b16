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
    private static readonly Side[] s_sides = [Side.Google, Side.Company];
    private static readonly OutageVerdict s_well = new([], TimeSpan.Zero, null, []);

    public static OutageVerdict Decide(CaseMapping mapping, GlobalState global, DateTimeOffset now, double scale)
    {
        if (mapping.ResolvedAt is not null || mapping.BrokenReason is not null)
        {
            return s_well;
        }

        var tolerance = LatencyTolerance.For(mapping.Priority, now - mapping.NewContentAt, scale);
        var late = mapping.IsPaused
            ? []
            : s_sides.Where(side => now > SyncedAt.Of(mapping, side, global) + tolerance).ToArray();
        return late.Length > 0 ? Late(mapping, global, late, now) : Well(mapping);
    }

    private static OutageVerdict Late(CaseMapping mapping, GlobalState global, Side[] late, DateTimeOffset now)
    {
        var syncedAt = late.Min(side => SyncedAt.Of(mapping, side, global));
        var since = mapping.LateSince ?? syncedAt;
        var text = ConnectorText.NotSynced(now - syncedAt);
        return new OutageVerdict(late, now - syncedAt, since, Due(mapping, told: false, "late", since, text));
    }

    private static OutageVerdict Well(CaseMapping mapping) =>
        mapping.LateSince is { } since
            ? s_well with { Due = Due(mapping, told: true, "resumed", since, ConnectorText.Resumed) }
            : s_well;

    private static OutageNotice[] Due(CaseMapping mapping, bool told, string what, DateTimeOffset since, string text) =>
        [.. from side in s_sides
            where mapping.RefOn(side) is not null && mapping.On(side).OutageCommentSent == told
            select new OutageNotice(
                side, new ItemKey(side, ItemKind.Notice, $"{what}:{since.UtcTicks}"), text, IsResumption: told)];
}
