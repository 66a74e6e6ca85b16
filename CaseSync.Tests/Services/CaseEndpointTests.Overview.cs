using System.Net;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Outages;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CaseSync.Tests.Services;

/// <summary>The overview and the lag.</summary>
public sealed partial class CaseEndpointTests
{
    [Fact]
    public async Task Overview_AllQuiet_SaysThatAllIsWell()
    {
        await _store.PutAsync(Pair(1, "Disk full"));

        var overview = await GetAsync("/api/overview");

        Assert.True(overview.GetProperty("isWell").GetBoolean());
        Assert.Equal("All is well: each side has all of the other.", overview.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Overview_OneLateOneWaitingOneRefused_CountsEach()
    {
        var now = TimeProvider.System.GetUtcNow();
        await _store.PutAsync(
            Pair(1, "Late").With(Side.Google, side => side with { DirtySince = A.Noon, UpdatesSyncedAt = A.Noon }));
        await _store.PutAsync(
            Pair(2, "Waiting").With(Side.Company, side => side with { DirtySince = now, UpdatesSyncedAt = now }));
        await _store.PutAsync(Pair(3, "Refused") with { HasRefusedItems = true });
        await _store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutLag(
                    new LagSample(now.AddMinutes(-7), TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), 1)),
                new StoreWrite.PutLag(new LagSample(now.AddDays(-2).AddHours(3), TimeSpan.Zero, TimeSpan.Zero, 0))),
            Cancel);

        var overview = await GetAsync("/api/overview");

        Assert.Equal(
            (false, 2, 1, 1),
            (overview.GetProperty("isWell").GetBoolean(), Number(overview, "waiting"), Number(overview, "late"),
                Number(overview, "refused")));
        Assert.Equal(
            "1 case late. 1 case with something that was refused.", overview.GetProperty("summary").GetString());
        Assert.Equal(
            [3_600],
            overview.GetProperty("lastDay").EnumerateArray()
                .Select(sample => sample.GetProperty("companySeconds").GetDouble()));
    }

    [Fact]
    public async Task Overview_MoreWaitThanAreRead_StillTellsTheOldestAndTheMostUrgent()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var some in Enumerable.Range(0, ReadOverview.CountedMax + 20).Chunk(100))
        {
            await _store.TryCommitAsync(
                StoreCommit.Of(
                    [.. some.Select(i => new StoreWrite.PutMapping(Waiting($"google:1{i:000}",
                        now) with { Priority = Priority.P3 }))]),
                Cancel);
        }

        await _store.TryCommitAsync(
            StoreCommit.Of(
                new StoreWrite.PutMapping(
                    Waiting("google:7", now.AddHours(-5)) with { Priority = Priority.P3, Title = "Oldest" }),
                new StoreWrite.PutMapping(
                    Waiting("google:8", now.AddHours(-2)) with { Priority = Priority.P0, Title = "Most urgent" }),
                new StoreWrite.PutMapping(
                    Waiting("google:9", now.AddHours(-3)) with { Priority = Priority.P0, Title = "Waits longer" })),
            Cancel);

        var overview = await GetAsync("/api/overview");

        Assert.True(overview.GetProperty("hasMore").GetBoolean());
        Assert.Equal("At least 3 cases late.", overview.GetProperty("summary").GetString());
        Assert.Equal(
            ["Waits longer", "Most urgent", "Oldest"],
            overview.GetProperty("mostUrgent").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
        var google = overview.GetProperty("sides")[0];
        Assert.Equal(now.AddHours(-5), google.GetProperty("since").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.InRange(google.GetProperty("lagSeconds").GetDouble(), 5 * 3_600, (5 * 3_600) + 600);
    }

    [Fact]
    public async Task Lag_OfACaseThatIsLate_IsCountedAsItsLatenessIsEverywhere()
    {
        var now = TimeProvider.System.GetUtcNow();
        await _store.PutAsync(Pair(1, "Late").With(
            Side.Google, side => side with { DirtySince = now.AddHours(-1), UpdatesSyncedAt = now.AddHours(-2) }) with
        {
            NewContentAt = now,
        });
        using var detected = await _client.PostAsync("/tasks/detect-outages", null, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, detected.StatusCode);

        var overview = await GetAsync("/api/overview");

        foreach (var seconds in (double[])[
            overview.GetProperty("sides")[0].GetProperty("lagSeconds").GetDouble(),
            overview.GetProperty("mostUrgent")[0].GetProperty("lateFor").GetDouble(),
            overview.GetProperty("lastDay")[0].GetProperty("googleSeconds").GetDouble()])
        {
            Assert.InRange(seconds, 2 * 3_600, (2 * 3_600) + 600);
        }
    }
}
