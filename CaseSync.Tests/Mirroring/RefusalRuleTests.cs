using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Mirroring;
using CaseSync.Tests.Builders;

namespace CaseSync.Tests.Mirroring;

public sealed class RefusalRuleTests
{
    private static readonly MirroredItem s_item = A.CommentItem(Side.Google, "3", ItemState.Intent);

    // Has failed for years: only a 5xx may count that against it.
    private static readonly MirroredItem s_old = s_item with { FailingSince = A.Noon.AddYears(-1) };

    // Its side took another's write since.
    private static readonly DateTimeOffset s_servedAt = A.Noon.AddMinutes(-5);

    [Theory]
    [InlineData(RemoteFailure.Rejected, 400)]
    [InlineData(RemoteFailure.Rejected, 413)]
    [InlineData(RemoteFailure.Rejected, 415)]
    [InlineData(RemoteFailure.Rejected, 422)]
    [InlineData(RemoteFailure.Conflict, 400)]
    public void FindReason_RejectedAtOnce_IsTheItemsFault(RemoteFailure failure, int status) =>
        Assert.Equal(
            $"The other system answered {status}.",
            RefusalRule.FindReason(s_item.FailingSince, Error(failure, status), A.Noon, s_servedAt));

    [Theory]
    [InlineData(RemoteFailure.Denied, 401)]
    [InlineData(RemoteFailure.Denied, 403)]
    [InlineData(RemoteFailure.Missing, 404)]
    [InlineData(RemoteFailure.Throttled, 408)]
    [InlineData(RemoteFailure.Conflict, 409)]
    [InlineData(RemoteFailure.Throttled, 429)]
    [InlineData(RemoteFailure.Unavailable, null)]
    public void FindReason_NotTheItemsFault_IsNeverRefused(RemoteFailure failure, int? status) =>
        Assert.Null(RefusalRule.FindReason(s_old.FailingSince, Error(failure, status), A.Noon, s_servedAt));

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public void FindReason_FailingFor24Hours_IsRefusedAndNotATickBefore(int status)
    {
        var error = Error(RemoteFailure.Unavailable, status);
        var item = s_item with { FailingSince = A.Noon.AddHours(-24) };

        Assert.Equal(
            $"The other system has answered {status} for 24 hours.",
            RefusalRule.FindReason(item.FailingSince, error, A.Noon, s_servedAt));
        Assert.Null(RefusalRule.FindReason(item.FailingSince, error, A.Noon.AddTicks(-1), s_servedAt));
    }

    [Theory]
    [InlineData(Side.Company, ItemKind.Notice, true)]
    [InlineData(Side.Google, ItemKind.Notice, false)]
    [InlineData(Side.Google, ItemKind.Comment, true)]
    [InlineData(Side.Company, ItemKind.Attachment, false)]
    public void FindLastWritten_TellsWhichSideTookSomething(Side side, ItemKind kind, bool isOnCompany)
    {
        var done = A.Item(new ItemKey(side, kind, "late:1"), ItemState.Done) with { FinishedAt = A.Noon };
        var sent = A.Item(new ItemKey(side, kind, "late:2"), ItemState.Intent);

        DateTimeOffset? expected = isOnCompany ? A.Noon : null;
        Assert.Equal(expected, new MirrorLedger([done, sent]).FindLastWritten(Side.Company));
    }

    [Fact]
    public void LedgerKeys_LateCase_AskWhetherTheTargetWasTold()
    {
        var mapping = A.Pair with { LateSince = A.Noon };

        var keys = LedgerKeys.Of(mapping, A.Quiet(Side.Google).Source, A.Traits(Side.Company), markerKey: null);

        Assert.Contains(new ItemKey(Side.Company, ItemKind.Notice, $"late:{A.Noon.UtcTicks}"), keys);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void FindReason_SideThatServesNobody_IsDownAndNotTheItemsFault(
        int? servedTicksAfterTheFirstFailure, bool isRefused)
    {
        var since = A.Noon.AddHours(-30);
        DateTimeOffset? servedAt = servedTicksAfterTheFirstFailure is { } ticks ? since.AddTicks(ticks) : null;

        var reason = RefusalRule.FindReason(since, Error(RemoteFailure.Unavailable, 503), A.Noon, servedAt);

        Assert.Equal(isRefused, reason is not null);
    }

    [Fact]
    public void FindReason_FirstFailureOrNoItem_IsWorthAnotherTry()
    {
        Assert.Null(
            RefusalRule.FindReason(s_item.FailingSince, Error(RemoteFailure.Unavailable, 500), A.Noon, s_servedAt));
        Assert.Null(RefusalRule.FindReason(null, Error(RemoteFailure.Unavailable, 500), A.Noon, s_servedAt));
    }

    [Fact]
    public void IsTransient_OnlyWhatTryingAgainCanHelp() => Assert.Equal(
        [RemoteFailure.Unavailable, RemoteFailure.Throttled],
        Enum.GetValues<RemoteFailure>().Where(failure => Error(failure, 400).IsTransient));

    private static RemoteCallException Error(RemoteFailure failure, int? status) =>
        new("company", "AddComment", failure, "It failed.") { Status = status };
}
