using CaseSync.Tests.EndToEnd.Otlp;

namespace CaseSync.Tests.EndToEnd;

/// <summary>
/// Every metric that docs/operating.md lists, as it leaves a whole stack in which one comment was mirrored.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class MetricsEndToEnd(SharedStack shared)
{
    private const string Mirrored = "google_to_company comment"; // Direction and kind.

    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_OfAWholeStack_AreThereWithUnitKindAndAPlausibleValue()
    {
        if (Pictures.FromEnvironment() is not null)
        {
            Assert.Skip("The stack of the pictures sends its telemetry elsewhere.");
        }

        var stack = await shared.StartAsync(Cancel);
        var telemetry = shared.Telemetry!;
        using var desks = new ObservedDesks(stack, telemetry, s_within);
        var pair = await desks.OpenPairAsync("Invoices are late", Cancel);
        await desks.WriteOfAsync(await desks.CommentAsync(pair, "They came on Friday.", Cancel), Cancel);

        var instruments = Operating.Telemetry.Instruments();
        await telemetry.WaitForAsync("all metrics", s_within, () =>
            instruments.Keys.All(name => telemetry.Points.Any(point => point.Name == name))
            && telemetry.Points.Any(point => point.Name == "casesync.items.mirrored" && Of(point) == Mirrored)
                ? telemetry
                : null, Cancel);

        Assert.All(telemetry.Points, point => Assert.Equal(instruments[point.Name], (point.Unit, point.Kind)));
        Assert.All(telemetry.Points, point => Assert.True(IsPlausible(point), $"{point}"));
        Assert.Contains(telemetry.Points, point =>
            point is { Name: "casesync.propagation.duration", Count: >= 1, Mean: > 0 and < 60 }
                && Of(point) == Mirrored);
        Assert.Contains(
            telemetry.Points, point => point is { Name: "casesync.propagation.duration", HasExemplar: true });
        Assert.Contains(
            telemetry.Points,
            point => point is { Name: "casesync.items.mirrored", Value: >= 1 } && Of(point) == Mirrored);
        Assert.Contains(telemetry.Points, point => point is { Name: "casesync.api.requests", Value: >= 1 }
            && Of(point) == "company comments.create ok");
        Assert.DoesNotContain(telemetry.Points, point => point.Attributes.Values.Any(value =>
            value == pair.GoogleName || value == pair.GoogleNumber));
    }

    // What holds whatever other tests did to the same stack.
    private static bool IsPlausible(ReceivedPoint point) => point.Name switch
    {
        "casesync.propagation.duration" => point.Mean is > 0 and < 120,
        "casesync.api.calls_per_change" => point.Mean is >= 1 and < 50,
        "casesync.poll.duration" => point.Mean is > 0 and < 30,
        "casesync.poll.watermark_age" or "casesync.sync.oldest_unsynced" => point.Value is >= 0 and < 120,
        "casesync.items.refused" or "casesync.quota.throttled" => point.Value == 0,
        _ => point.Value is >= 0 and < 10_000,
    };

    private static string Of(ReceivedPoint point) => string.Join(' ', point.Attributes
        .OrderBy(pair => Array.IndexOf(s_order, pair.Key)).Select(pair => pair.Value));

    private static readonly string[] s_order =
        ["casesync.direction", "casesync.kind", "casesync.system", "casesync.operation", "casesync.outcome"];
}
