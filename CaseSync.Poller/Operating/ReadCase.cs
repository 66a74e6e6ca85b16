using System.Text.Json.Serialization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>One pair, and a page of its timeline.</summary>
/// <param name="Next">What happens next, and when, in words.</param>
internal sealed record CaseDetails(
    CaseRow Case, string? GivenUpBecause, string Next, IReadOnlyList<SideRow> Sides, IReadOnlyList<ItemRow> Timeline,
    string? NextPageToken)
{
    /// <summary>
    /// The same as <see cref="Next"/>, with the instants apart: a page shows them in its reader's time zone.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    /// <summary>The pair is paused or given up.</summary>
    [JsonIgnore]
    public bool StandsStill { get; init; }

    /// <summary>The mapping's: while it is the same, so is the timeline.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

internal sealed class ReadCase(ICaseMappingStore store, Verdicts verdicts, TimeProvider clock)
{
    private const int ItemsMax = 200;
    private static readonly Side[] s_sides = [Side.Google, Side.Company];

    /// <summary>Null where there is no such pair.</summary>
    public async Task<CaseDetails?> RunAsync(string mappingId, string? pageToken, CancellationToken cancel)
    {
        if (await FindAsync(mappingId, cancel) is not { } details)
        {
            return null;
        }

        var (items, token) = await ListItemsAsync(mappingId, pageToken, cancel);
        return details with { Timeline = items, NextPageToken = token };
    }

    /// <summary>Without its timeline; null where there is no such pair.</summary>
    public async Task<CaseDetails?> FindAsync(string mappingId, CancellationToken cancel)
    {
        var key = IdentityKey.FromStored(mappingId);
        var stored = await store.FindAsync([key], cancel);
        if (stored.FindMapping(key) is not { } mapping || mapping.Id != mappingId
            || await store.FindGlobalAsync(cancel) is not { } global)
        {
            return null;
        }

        var verdict = verdicts.Of(mapping, global, clock.GetUtcNow());
        var next = NextStep.Of(mapping, stored.StoreTime, await LastTriesAsync(mapping, cancel));
        return new CaseDetails(
            CaseRow.Of(mapping, verdict), mapping.BrokenReason, string.Join(' ', next),
            [.. s_sides.Select(side => SideRow.Of(mapping, side, global))], [], null)
        {
            NextSteps = next,
            StandsStill = mapping.IsPaused || mapping.BrokenReason is not null,
            Version = mapping.Version,
        };
    }

    /// <summary>A page of the timeline, and the token of the next.</summary>
    public async Task<(IReadOnlyList<ItemRow> Items, string? NextPageToken)> ListItemsAsync(
        string mappingId, string? pageToken, CancellationToken cancel)
    {
        var page = await store.ListItemsAsync(mappingId, pageToken, ItemsMax, cancel);
        return (
            [.. page.Items.OrderBy(item => item.SourceCreatedAt ?? item.AttemptedAt)
                .Select(item => ItemRow.Of(mappingId, item))],
            page.Cursor);
    }

    // When a side was tried last stands with what could not be sent, and concerns only those that failed.
    private async Task<IReadOnlyDictionary<Side, DateTimeOffset>> LastTriesAsync(
        CaseMapping mapping, CancellationToken cancel)
    {
        var isFailing = s_sides.Any(side => mapping.On(side) is { DirtySince: not null, LastError: not null });
        var open = isFailing ? await store.ListUnfinishedItemsAsync(mapping.Id, cancel) : [];
        return open.Where(item => item.State == ItemState.Intent)
            .GroupBy(item => item.Key.Side).ToDictionary(side => side.Key, side => side.Max(item => item.AttemptedAt));
    }
}
