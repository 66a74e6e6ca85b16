using System.Text.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Mappings;
using CaseSync.Poller.Operating;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Operating;

/// <summary>What the console says happens next, and when.</summary>
public sealed class NextStepTests
{
    private static readonly SideProgress s_waiting = new()
    {
        DirtySince = A.Noon,
        SeenVersion = A.Noon,
        QueuedVersion = A.Noon,
    };

    public static TheoryData<string, string> Waiting => new()
    {
        { "queued", "The CRM's changes: in the queue." },
        {
            "unqueued",
            "The CRM's changes: not in the queue yet; the next poll of the CRM, within a minute, puts them there."
        },
        { "failed", "The CRM's changes: the last try failed; the queue tries again within 10 minutes of it." },
        {
            "failed at a known time",
            "The CRM's changes: tried last at 2026-03-02 12:03:00Z; the queue tries again within 10 minutes of that."
        },
        { "asked to wait", "The CRM's changes: tried again after 2026-03-02 12:10:00Z, as the other system asked." },
        { "looked at again", "The CRM's changes are carried over; it is looked at once more at 2026-03-02 12:10:00Z." },
    };

    [Theory, MemberData(nameof(Waiting))]
    public void Of_AChangeOfTheCrm_SaysWhenItIsTried(string how, string words)
    {
        var soon = A.Noon.AddMinutes(10);
        var progress = how switch
        {
            "unqueued" => s_waiting with { QueuedVersion = null, LastError = "answered 503" },
            "failed" or "failed at a known time" => s_waiting with { LastError = "answered 503" },
            "asked to wait" => s_waiting with { LastError = "answered 429", NextTryAt = soon },
            "looked at again" => s_waiting with { CheckDueAt = soon },
            _ => s_waiting,
        };
        var tries = new Dictionary<Side, DateTimeOffset> { [Side.Google] = A.Noon.AddMinutes(1) };
        if (how == "failed at a known time")
        {
            tries[Side.Company] = A.Noon.AddMinutes(3);
        }

        var steps = NextStep.Of(A.Pair with { Company = progress }, A.Noon.AddMinutes(5), tries);

        Assert.Equal(words, Assert.Single(steps).ToString());
    }

    [Fact]
    public void RetryMinutesMax_IsTheQueuesLongestPause()
    {
        using var schedule = JsonDocument.Parse(Repository.Read("deploy/schedule.json"));
        var longest = schedule.RootElement.GetProperty("queue").GetProperty("retryConfig").GetProperty("maxBackoff");

        Assert.Equal($"{NextStep.RetryMinutesMax * 60}s", longest.GetString());
    }
}
