using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>One pair, and a page of its timeline.</summary>
/// <param name="Next">What happens next, and when, in words.</param>
internal sealed record CaseDetails(
    CaseRow Case, string? GivenUpBecause, string Next, IReadOnlyList<SideRow> Sides, IReadOnlyList<ItemRow> Timeline, string? NextPageToken);

internal sealed class ReadCase(ICaseMappingStore store, Verdicts verdicts, TimeProvider clock)
{
    private const int ItemsMax = 200;

    /// <summary>Null where there is no such pair.</summary>
    public async Task<CaseDetails?> RunAsync(string mappingId, string? pageToken, CancellationToken cancel)
    {
        var key = IdentityKey.FromStored(mappingId);
        var stored = await store.FindAsync([key], cancel);
        if (stored.FindMapping(key) is not { } mapping || mapping.Id != mappingId || await store.FindGlobalAsync(cancel) is not { } global)
        {
            return null;
        }

        var items = await store.ListItemsAsync(mappingId, pageToken, ItemsMax, cancel);
        var verdict = verdicts.Of(mapping, global, clock.GetUtcNow());
        return new CaseDetails(
            CaseRow.Of(mapping, verdict), mapping.BrokenReason, NextOf(mapping, stored.StoreTime),
            [SideRow.Of(mapping, Side.Google, global), SideRow.Of(mapping, Side.Company, global)],
            [.. items.Items.OrderBy(item => item.SourceCreatedAt ?? item.AttemptedAt).Select(ItemRow.Of)], items.Cursor);
    }

    private static string NextOf(CaseMapping mapping, DateTimeOffset now) => mapping switch
    {
        { BrokenReason: not null } => "Nothing, until either case changes or somebody retries it.",
        { IsPaused: true } => "Nothing, until the CRM's flag is set again.",
        { Lease: { } lease } when lease.IsHeldAt(now) => $"A sync is at work on it, until {lease.Until:u} at the latest.",
        _ => string.Join(" ", new[] { Side.Google, Side.Company }.Select(side => NextOf(mapping.On(side), side, now)).OfType<string>().DefaultIfEmpty(
            mapping.ResolvedAt is null ? "The next change of either case is seen within a minute." : "Both sides are closed; a comment or a reopening is still carried over.")),
    };

    private static string? NextOf(SideProgress progress, Side side, DateTimeOffset now) => progress switch
    {
        { DirtySince: null } => null,
        { NextTryAt: { } at } when at > now => $"{side}'s changes: tried again after {at:u}, as the other system asked.",
        { CheckDueAt: { } at } => $"{side}'s changes are carried over; it is looked at once more at {at:u}.",
        { LastError: not null } => $"{side}'s changes: tried again by the queue, at the latest in 10 minutes.",
        _ => $"{side}'s changes: in the queue.",
    };
}
