using CaseSync.Core.Cases;

namespace CaseSync.Core.Mappings;

/// <summary>Says that a side has a change that is not carried over yet.</summary>
public static class DirtyMark
{
    // Two days of changes are more than anyone follows up; the newest are the ones to be looked for.
    private const int LaterTracesMax = 16;

    /// <summary>
    /// Until now the mapping was synced as far as the side's watermark before this poll; that is written down in the
    /// same commit, since the watermark goes on without it. A case that was given up gets another chance when it
    /// changes.
    /// </summary>
    public static CaseMapping Set(
        CaseMapping mapping, Side side, DateTimeOffset? version, GlobalState global, DateTimeOffset now,
        string? traceParent) =>
        mapping.With(side, progress => progress with
        {
            DirtySince = progress.DirtySince ?? now,
            // While it is paused nothing of it is carried over, however far its side is polled.
            UpdatesSyncedAt = mapping.Version == 0 || mapping.IsPaused
                ? progress.UpdatesSyncedAt
                : SyncedAt.Of(mapping, side, global),
            CheckDueAt = null,
            SeenVersion = Later(progress.SeenVersion, version),
            TraceParent = HasTrace(progress) ? progress.TraceParent : traceParent,
            LaterTraceParents = HasTrace(progress)
                ? Append(progress.LaterTraceParents, traceParent == progress.TraceParent ? null : traceParent)
                : null,
        }) with
        { BrokenReason = null };

    /// <summary>The task for that version was made.</summary>
    public static CaseMapping Queued(CaseMapping mapping, Side side, DateTimeOffset? version) =>
        mapping.With(side, progress => progress with { QueuedVersion = Later(progress.QueuedVersion, version) });

    // Where only another look is due, everything is carried over: what comes now is another change, with a trace of its
    // own.
    private static bool HasTrace(SideProgress progress) =>
        progress is { DirtySince: not null, CheckDueAt: null, TraceParent: not null };

    private static string? Append(string? traces, string? trace)
    {
        string[] all = [.. traces?.Split(' ') ?? [], .. trace is null ? Array.Empty<string>() : [trace]];
        return all.Length == 0 ? null : string.Join(' ', all.Distinct().TakeLast(LaterTracesMax));
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
