using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>
/// How far a side is synced: the one answer for outages, console and metrics. By our own clock: the watermark itself is
/// in the side's, and may be minutes off or unknown.
/// </summary>
public static class SyncedAt
{
    /// <summary>
    /// A mapping with nothing dirty is synced as far as the poll that moved its side's watermark; otherwise as far as
    /// its own <c>…UpdatesSyncedAt</c>, or since its creation if it never was. While only another look is due it is
    /// synced, until then. (The guide rewrites the field on every open mapping every minute; this is one write.)
    /// </summary>
    public static DateTimeOffset Of(CaseMapping mapping, Side side, GlobalState global)
    {
        var progress = mapping.On(side);
        var own = progress.UpdatesSyncedAt ?? mapping.CreatedAt;
        var polledAt = global.PolledAt(side) ?? own;
        var synced = progress switch
        {
            { DirtySince: null } => polledAt,
            { CheckDueAt: { } due } => due < polledAt ? due : polledAt,
            _ => own,
        };
        return synced > own ? synced : own;
    }

    /// <summary>
    /// As far as everything is on the other side, for people: of a pair that is paused or given up that stands still.
    /// </summary>
    public static DateTimeOffset Shown(CaseMapping mapping, Side side, GlobalState global) =>
        mapping is { IsPaused: false, BrokenReason: null }
        ? Of(mapping, side, global)
        : mapping.On(side).UpdatesSyncedAt ?? mapping.CreatedAt;
}
