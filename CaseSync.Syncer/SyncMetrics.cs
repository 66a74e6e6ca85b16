using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Syncer;

/// <summary>What a sync adds to the metrics. Never the name of a case.</summary>
internal static class SyncMetrics
{
    /// <summary>A counter that is first seen at 1 has not risen, for whoever watches it: it starts at 0.</summary>
    public static void Announce()
    {
        CaseSyncTelemetry.AmbiguousWrites.Add(0);
        foreach (var from in new[] { Side.Google, Side.Company })
        {
            foreach (var kind in new[] { ItemKind.Comment, ItemKind.Attachment })
            {
                CaseSyncTelemetry.ItemsRefused.Add(0, Direction(from), Kind(kind));
            }
        }
    }

    public static void Mirrored(StepResult.Done done, CaseSnapshots seen)
    {
        if (done.Step.Intent is not { Key.Kind: not ItemKind.Notice and var kind } item)
        {
            return;
        }

        CaseSyncTelemetry.ItemsMirrored.Add(1, Direction(seen.From), Kind(kind));
        if ((item.SourceCreatedAt ?? seen.Source.Case!.CreatedAt) is { } writtenAt)
        {
            CaseSyncTelemetry.PropagationDuration.Record(
                Math.Max(0, (done.At - writtenAt).TotalSeconds), Direction(seen.From), Kind(kind));
        }
    }

    /// <summary>By the other system's answer.</summary>
    public static void Refused(SyncStep step, Side from) =>
        CaseSyncTelemetry.ItemsRefused.Add(1, Direction(from), step.Intent is { } item ? Kind(item.Key.Kind) : Tag(CaseSyncTelemetry.Tags.Kind, "priority"));

    /// <summary>By a limit that the other system declares; counted once it is stored.</summary>
    public static void Refused(SyncPlan plan, Side from)
    {
        foreach (var item in plan.Settled.Where(RefusalRule.IsRefused))
        {
            CaseSyncTelemetry.ItemsRefused.Add(1, Direction(from), Kind(item.Key.Kind));
        }
    }

    public static void Called(IReadOnlyList<StepResult> results, Side from)
    {
        var changes = results.Count(result => result is StepResult.Done);
        if (changes > 0 && CallTally.Current is { } tally)
        {
            CaseSyncTelemetry.CallsPerChange.Record((double)tally.Count / changes, Direction(from));
        }
    }

    private static KeyValuePair<string, object?> Direction(Side from) => Tag(CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.DirectionOf(from));

    private static KeyValuePair<string, object?> Kind(ItemKind kind) => Tag(CaseSyncTelemetry.Tags.Kind, kind.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
