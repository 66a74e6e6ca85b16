using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>Says that a side has a change that is not carried over yet.</summary>
public static class DirtyMark
{
    /// <summary>
    /// Until now the mapping was synced as far as the side's watermark before this poll; that is written down in the same commit, since the
    /// watermark goes on without it. A case that was given up gets another chance when it changes.
    /// </summary>
    public static CaseMapping Set(
        CaseMapping mapping, Side side, DateTimeOffset? version, GlobalState global, DateTimeOffset now, string? traceParent) =>
        mapping.With(side, progress => progress with
        {
            DirtySince = progress.DirtySince ?? now,
            UpdatesSyncedAt = mapping.Version == 0 ? progress.UpdatesSyncedAt : SyncedAt.Of(mapping, side, global),
            CheckDueAt = null,
            SeenVersion = Later(progress.SeenVersion, version),
            TraceParent = progress.DirtySince is null ? traceParent : progress.TraceParent ?? traceParent,
        }) with
        { BrokenReason = null };

    /// <summary>The task for that version was made.</summary>
    public static CaseMapping Queued(CaseMapping mapping, Side side, DateTimeOffset? version) =>
        mapping.With(side, progress => progress with { QueuedVersion = Later(progress.QueuedVersion, version) });

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
