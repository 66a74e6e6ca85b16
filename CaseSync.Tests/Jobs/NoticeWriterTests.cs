using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Core.Mappings;
using CaseSync.Core.Outages;
using CaseSync.Poller;
using CaseSync.ServiceDefaults.Settings;
using CaseSync.Tests.Builders;
using CaseSync.Tests.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Jobs;

public sealed class NoticeWriterTests
{
    private const string Text = "This case has not synced properly in 15 minutes.";
    private static readonly OutageNotice s_late = new(
        Side.Google, new ItemKey(Side.Google, ItemKind.Notice, OutageDecision.LateAbout(A.Noon)), Text,
        IsResumption: false);

    [Fact]
    public async Task TrySay_LookThatIsDenied_DoesNotForgetWhatMayHaveBeenSent()
    {
        var google =
            new ScriptedSystem(Side.Google) { CommentsFail = ScriptedSystem.Answers(403, RemoteFailure.Denied) };

        var (after, _) = await SayAsync(google, sent: true);

        Assert.Null(after); // The ledger keeps its intent, with the time of its sending.
        Assert.Empty(google.Said);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TrySay_CaseThatIsGone_IsToldNothingMore(bool sent)
    {
        var gone = ScriptedSystem.Answers(404, RemoteFailure.Missing);
        var google = new ScriptedSystem(Side.Google) { CommentsFail = gone, AddFails = gone };

        var (after, _) = await SayAsync(google, sent);

        Assert.Equal(ItemState.Refused, after?.State);
    }

    [Fact]
    public async Task TrySay_AccountUnknownAndOurWordsAreThere_DoesNotSayThemAgain()
    {
        var google = new ScriptedSystem(Side.Google) { OwnAccount = null };
        google.Comments.Add(A.OwnComment(Side.Google, "7", Text) with { CreatedAt = A.Noon.AddMinutes(-30) });

        var (after, run) = await SayAsync(google, sent: true);

        Assert.Equal((ItemState.Done, "7"), (after?.State, after?.TargetId));
        Assert.Empty(google.Said);
        Assert.Null(run.GoogleAccount); // A person may have typed them: they teach nothing.
    }

    [Fact]
    public async Task TrySay_OurWordsByAPerson_AreNotOursOnceTheAccountIsKnown()
    {
        var google = new ScriptedSystem(Side.Google);
        google.Comments.Add(A.Comment("7", Text) with { CreatedAt = A.Noon.AddMinutes(-30) });

        await SayAsync(google, sent: true);

        Assert.Equal([Text], google.Said);
    }

    [Fact]
    public async Task TrySay_SameWordsOfALatenessThatIsOver_AreNotThisOnes()
    {
        var google = new ScriptedSystem(Side.Google);
        google.Comments.Add(A.OwnComment(Side.Google, "7", Text) with { CreatedAt = A.Noon.AddMinutes(-12) });
        google.Comments.Add(
            A.OwnComment(Side.Google, "8", "Syncing has resumed.") with { CreatedAt = A.Noon.AddMinutes(-11) });

        var (after, _) = await SayAsync(google, sent: true);

        Assert.Equal("new", after?.TargetId);
    }

    [Fact]
    public async Task TrySay_AnswerNamesUs_TeachesOurAccount()
    {
        var (_, run) = await SayAsync(new ScriptedSystem(Side.Google) { OwnAccount = null }, sent: false);

        Assert.Equal(A.GoogleAccount, run.GoogleAccount);
    }

    [Theory]
    [InlineData(2, false, "This case has not synced properly in 3 hours.", false)]
    [InlineData(2, false, "Syncing has resumed.", true)]
    [InlineData(2, true, "Syncing has resumed.", false)]
    [InlineData(2, true, "This case has not synced properly in 3 hours.", true)]
    [InlineData(1, false, "This case has not synced properly in 3 hours.", true)]
    public async Task TrySay_WhatALostStoreHadSaid_IsNotSaidAgain(
        int epoch, bool isResumption, string last, bool isSaid)
    {
        var google = new ScriptedSystem(Side.Google);
        google.Comments.Add(A.OwnComment(Side.Google, "7", last) with { CreatedAt = A.Noon.AddHours(-3) });

        var (after, _) = await SayAsync(
            google, sent: false, A.Global with { Epoch = epoch }, s_late with { IsResumption = isResumption });

        Assert.Equal(isSaid ? [Text] : [], google.Said);
        Assert.Equal((ItemState.Done, isSaid ? "new" : "7"), (after?.State, after?.TargetId));
    }

    [Fact]
    public async Task TrySay_SideDoesNotShowWhatALostStoreHadSaid_Waits()
    {
        var google =
            new ScriptedSystem(Side.Google) { CommentsFail = ScriptedSystem.Answers(503, RemoteFailure.Unavailable) };

        var (after, _) = await SayAsync(google, sent: false, A.Global with { Epoch = 2 });

        Assert.Null(after);
        Assert.Empty(google.Said);
    }

    private static async Task<(MirroredItem? After, NoticeRun Run)> SayAsync(
        ScriptedSystem google, bool sent, GlobalState? global = null, OutageNotice? notice = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new FakeTimeProvider(A.Noon);
        var store = OneMappingStore.With(A.Pair);
        var lease = await CaseLease.TryTakeAsync(
            store, clock, IdentityKey.Of(A.GoogleName), A.Pair, [], "w/1", TimeSpan.FromMinutes(1), A.Noon,
            clock.GetTimestamp(), cancel);
        var item = A.Item(s_late.Key, ItemState.Intent) with { Text = Text };
        var known = new Dictionary<ItemKey, MirroredItem>();
        if (sent)
        {
            known.Add(item.Key, item);
        }

        var run = new NoticeRun(A.Pair, A.Noon, global ?? A.Global, lease!, known, new DownSides());
        var writer = new NoticeWriter(
            google, new ScriptedSystem(Side.Company), clock, Options.Create(new SyncOptions()),
            NullLogger<NoticeWriter>.Instance);
        return (await writer.TrySayAsync(run, notice ?? s_late, item, cancel), run);
    }
}
