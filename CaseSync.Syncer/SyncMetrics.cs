using CaseSync.Core;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Syncer;

/// <summary>What a sync adds to the metrics. Never the name of a case.</summary>
internal static class SyncMetrics
{
    private static readonly KeyValuePair<string, object?> s_priority = Tag(CaseSyncTelemetry.Tags.Kind, "priority");

    /// <summary>A counter that is first seen at 1 has not risen, for whoever watches it: it starts at 0.</summary>
    public static void Announce()
    {
        CaseSyncTelemetry.AmbiguousWrites.Add(0);
        foreach (var from in new[] { Side.Google, Side.Company })
        {
            foreach (var kind in Enum.GetValues<ItemKind>().Select(Kind).Append(s_priority))
            {
                CaseSyncTelemetry.ItemsRefused.Add(0, Direction(from), kind);
            }
        }
    }

    /// <summary>What a sync settled, once that is stored: a confirmation that is lost is made again.</summary>
    /// <param name="items">The ledger's entries as they are now.</param>
    public static void Confirmed(
        CaseSnapshots seen, IReadOnlyList<StepResult> results, IReadOnlyList<MirroredItem> items)
    {
        foreach (var item in items)
        {
            switch (item.State)
            {
                case ItemState.Done when item.Key.Kind != ItemKind.Notice && IsOfOurs(item, seen, results):
                    Mirrored(item, seen);
                    break;
                case ItemState.Refused when seen.Ledger.Find(item.Key) is not { State: ItemState.Refused }:
                    CaseSyncTelemetry.ItemsRefused.Add(1, Direction(seen.From), Kind(item.Key.Kind));
                    break;
            }
        }

        foreach (var _ in results.OfType<StepResult.Refused>().Where(refused => refused.Step.Intent is null))
        {
            CaseSyncTelemetry.ItemsRefused.Add(1, Direction(seen.From), s_priority);
        }
    }

    // Written now, or found because an earlier write got no answer. What a store that was wiped finds again was copied,
    // and counted, long ago.
    private static bool IsOfOurs(MirroredItem item, CaseSnapshots seen, IReadOnlyList<StepResult> results) =>
        seen.Ledger.Find(item.Key) is { State: not ItemState.Done }
        || results.Any(result => result is StepResult.Done && result.Step.Intent?.Key == item.Key);

    private static void Mirrored(MirroredItem item, CaseSnapshots seen)
    {
        CaseSyncTelemetry.ItemsMirrored.Add(1, Direction(seen.From), Kind(item.Key.Kind));
        if ((item.SourceCreatedAt ?? seen.Source.Case!.CreatedAt) is { } writtenAt && item.FinishedAt is { } finishedAt)
        {
            CaseSyncTelemetry.PropagationDuration.Record(
                Math.Max(0, (finishedAt - writtenAt).TotalSeconds), Direction(seen.From), Kind(item.Key.Kind));
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

    private static KeyValuePair<string, object?> Direction(Side from) =>
        Tag(CaseSyncTelemetry.Tags.Direction, CaseSyncTelemetry.DirectionOf(from));

    private static KeyValuePair<string, object?> Kind(ItemKind kind) =>
        Tag(CaseSyncTelemetry.Tags.Kind, kind.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
