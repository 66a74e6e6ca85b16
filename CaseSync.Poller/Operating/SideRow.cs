using System.Globalization;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>What of one side is on the other.</summary>
/// <param name="SyncedAt">As far as everything of it is there.</param>
/// <param name="NextTryAt">Not before then: the other system asked to wait.</param>
/// <param name="TraceId">Of the trace in which the waiting change was first seen.</param>
public sealed record SideRow(
    string Side, string? State, DateTimeOffset SyncedAt, DateTimeOffset? WaitingSince, DateTimeOffset? NextTryAt,
    string? LastError, string? TraceId)
{
    public static SideRow Of(CaseMapping mapping, Side side, GlobalState global) => new(
        Lower(side), mapping.On(side).State?.ToString(), Core.Mappings.SyncedAt.Shown(mapping, side, global),
        mapping.On(side).DirtySince, mapping.On(side).NextTryAt, mapping.On(side).LastError,
        ItemRow.TraceIdOf(mapping.On(side).TraceParent));

    private static string Lower(Side side) => side.ToString().ToLower(CultureInfo.InvariantCulture);
}
