using System.Text.Json.Serialization;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;

namespace CaseSync.Poller.Operating;

/// <summary>One pair, and a page of its timeline.</summary>
/// <param name="Next">What happens next, and when, in words.</param>
internal sealed record CaseDetails(
    CaseRow Case, string? GivenUpBecause, string Next, IReadOnlyList<SideRow> Sides, IReadOnlyList<ItemRow> Timeline, string? NextPageToken)
{
    /// <summary>The same as <see cref="Next"/>, with the instants apart: a page shows them in its reader's time zone.</summary>
    [JsonIgnore]
    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    /// <summary>The pair is paused or given up.</summary>
    [JsonIgnore]
    public bool StandsStill { get; init; }
}

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
        var next = NextStep.Of(mapping, stored.StoreTime);
        return new CaseDetails(
            CaseRow.Of(mapping, verdict), mapping.BrokenReason, string.Join(' ', next),
            [SideRow.Of(mapping, Side.Google, global), SideRow.Of(mapping, Side.Company, global)],
            [.. items.Items.OrderBy(item => item.SourceCreatedAt ?? item.AttemptedAt).Select(item => ItemRow.Of(mappingId, item))],
            items.Cursor)
        {
            NextSteps = next,
            StandsStill = mapping.IsPaused || mapping.BrokenReason is not null,
        };
    }
}
