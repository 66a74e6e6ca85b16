using CaseSync.Core.Cases;
using CaseSync.Tests.EndToEnd.Otlp;

namespace CaseSync.Tests.EndToEnd;

/// <summary>What the processes of a whole stack send over OTLP, while people write over HTTP.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class TelemetryEndToEnd(SharedStack shared)
{
    private const string Poller = "casesync-poller";
    private const string Syncer = "casesync-syncer";
    private const string Queue = "casesync-googlemock"; // It serves Cloud Tasks too.
    private const string Crm = "casesync-crmmock";
    private const string Proxy = "casesync-outageproxy";

    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2); // CI builds and tests on two cores.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comment_Mirrored_IsOneTraceFromThePollThroughTheQueueToTheCrm()
    {
        const string Body = "The disk of db-7 is read-only since noon.";
        using var desks = await StartAsync();
        var pair = await desks.OpenPairAsync("Disk is read-only", Cancel);

        var comment = await desks.CommentAsync(pair, Body, Cancel);

        var write = await desks.WriteOfAsync(comment, Cancel);
        Assert.Equal(
            [
                $"{Syncer}: client AddComment",
                $"{Syncer}: consumer casesync.sync",
                $"{Syncer}: server POST /tasks/sync-google-to-company",
                $"{Poller}: producer casesync.change",
                $"{Poller}: server POST /tasks/poll-google",
            ],
            desks.Telemetry.UpFrom(write).Select(span => span.Role));
        var up = desks.Telemetry.UpFrom(write).ToList();
        Assert.Equal("", up[^1].ParentId);
        Assert.Empty(up.SelectMany(span => span.Links)); // One change in one task: nothing else had a part in it.

        await ExpectPathAsync(desks.Telemetry, write,
            $"{Syncer}: client company comments.create", $"{Syncer}: client POST", $"{Proxy}: server POST",
            $"{Proxy}: client POST",
            $"{Crm}: server POST /api/cases/{{id}}/comments");
        await ExpectPathAsync(desks.Telemetry, up[3],
            $"{Poller}: client tasks tasks.create", $"{Poller}: client POST",
            $"{Queue}: server POST /v2/projects/{{project}}/locations/{{location}}/queues/{{queue}}/tasks");

        Assert.Equal(("done", "1"), (write["casesync.outcome"], write["casesync.attempt"]));
        Assert.Equal(comment.Item, write["casesync.item"]);
        Assert.Equal(("Done", "1"), (up[1]["casesync.outcome"], up[1]["casesync.attempt"]));
        Assert.Equal("Queued", up[3]["casesync.outcome"]);
        Assert.Equal(("process", "create"), (up[1]["messaging.operation.name"], up[3]["messaging.operation.name"]));
        Assert.NotNull(up[3]["messaging.destination.name"]);
        Assert.Equal(up[3]["messaging.destination.name"], up[1]["messaging.destination.name"]);
        foreach (var span in new[] { write, up[1], up[3] }.Concat(desks.Telemetry.ChildrenOf(write)))
        {
            Assert.Equal(
                (pair.GoogleName, pair.CompanyId, "google_to_company"),
                (span["casesync.google_case"], span["casesync.company_case"], span["casesync.direction"]));
        }

        // Our own notice brought a sync too, which had nothing to do, and those say why.
        var idle = desks.Telemetry.Spans.Where(span => span.Name == "casesync.sync"
            && desks.Telemetry.ChildrenOf(span).All(child => child["casesync.operation"] is not null)).ToList();
        Assert.Contains(idle, span => span["casesync.reason"] == "Both sides have all there is.");
        Assert.All(idle, span => Assert.False(string.IsNullOrEmpty(span["casesync.reason"]), $"{span}"));
        Assert.False(desks.Telemetry.Holds(Body));
    }

    [Fact]
    public async Task Comments_OfOneOutage_AreInTheTraceThatSawTheFirstAndLinkTheOther()
    {
        using var desks = await StartAsync();
        var pair = await desks.OpenPairAsync("Lights are out", Cancel);
        ObservedComment first, second;
        ReceivedSpan firstSeen, secondSeen, failed;
        await desks.Outages.CommandAsync(Side.Company, "down", Cancel);
        try
        {
            first = await desks.CommentAsync(pair, "The first of two comments.", Cancel);
            firstSeen = await desks.ChangeOfAsync(first, Cancel);
            second = await desks.CommentAsync(pair, "The second of two comments.", Cancel);
            secondSeen = await desks.ChangeOfAsync(second, Cancel);
            failed = await desks.FailedSyncAsync(firstSeen, Cancel);
        }
        finally
        {
            await desks.Outages.CommandAsync(Side.Company, "bring-back", CancellationToken.None);
        }

        Assert.NotEqual(firstSeen.TraceId, secondSeen.TraceId);
        Assert.NotNull(failed["casesync.reason"]);
        foreach (var comment in new[] { first, second })
        {
            var write = await desks.WriteOfAsync(comment, Cancel);
            var sync = desks.Telemetry.UpFrom(write).Single(span => span.Name == "casesync.sync");

            Assert.Equal(firstSeen.TraceId, write.TraceId);
            // Linked with the other change: its task, where that brought the sync, or else what the poll saw.
            var otherTrace = desks.Telemetry.Spans.Where(span => span.TraceId == secondSeen.TraceId)
                .Select(span => span.Id);
            Assert.Contains(sync.Links, otherTrace.Contains);
        }
    }

    private static async Task ExpectPathAsync(ReceivedTelemetry telemetry, ReceivedSpan from, params string[] roles)
    {
        var span = from;
        foreach (var role in roles)
        {
            var parent = span;
            span = await telemetry.WaitForAsync(
                $"'{role}' below {parent}", s_within,
                () => telemetry.ChildrenOf(parent).FirstOrDefault(child => child.Role == role), Cancel);
        }
    }

    private async Task<ObservedDesks> StartAsync()
    {
        if (Pictures.FromEnvironment() is not null)
        {
            Assert.Skip("The stack of the pictures sends its telemetry elsewhere.");
        }

        return new ObservedDesks(await shared.StartAsync(Cancel), shared.Telemetry!, s_within);
    }
}
