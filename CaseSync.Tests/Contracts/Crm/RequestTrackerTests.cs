using System.Net.Http.Json;
using CaseSync.Core.Cases;
using CaseSync.Core.Doors;
using CaseSync.Crm;
using CaseSync.Crm.RequestTracker;
using CaseSync.Tests.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.Contracts.Crm;

/// <summary>What a real Request Tracker does that an adapter gets wrong unless it knows.</summary>
public sealed class RequestTrackerTests(RequestTrackerServer server) : IAsyncLifetime
{
    private RequestTrackerUnderTest _rt = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rt = new RequestTrackerUnderTest(
        await server.AddressAsync(Cancel), server.TokenOf("casesync"), server.TokenOf("ann"));

    public ValueTask DisposeAsync()
    {
        _rt?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Close_WithAStatusThatTheLifecycleLacks_FailsThoughRtAnswers200()
    {
        var id = await OpenAsync();
        var crm = Connect(options => options.RequestTracker.ClosedStatus = "finished");
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => crm.CloseCaseAsync(id, Cancel));
        Assert.Equal((RemoteFailure.Denied, false), (e.Failure, e.MayHaveTakenEffect));
        Assert.Equal(CaseState.Open, (await ReadAsync(id)).State);
    }

    [Fact]
    public async Task Create_InAQueueWithoutTheField_MakesNothing()
    {
        var title = $"Lost at {TimeProvider.System.GetTimestamp()}";
        var crm = Connect(options => options.RequestTracker.CaseNameField = "NoSuchField");
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => crm.CreateCaseAsync(
            new NewCase(title, "It could not be found again.", Priority.P2, null), Cancel));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
        Assert.Contains("has no ticket custom field 'NoSuchField'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await SearchAsync(), one => one.Title == title);
    }

    [Theory]
    [InlineData(100, Priority.P0)]
    [InlineData(88, Priority.P0)]
    [InlineData(87, Priority.P1)]
    [InlineData(63, Priority.P1)]
    [InlineData(50, Priority.P2)]
    [InlineData(37, Priority.P3)]
    [InlineData(13, Priority.P3)]
    [InlineData(1, Priority.P4)]
    public async Task Priority_OfWhateverNumber_IsTheNearest(int number, Priority priority)
    {
        var id = await OpenAsync();
        await _rt.ChangeAsync(id, new { Priority = number });
        Assert.Equal(priority, (await ReadAsync(id)).Priority);
    }

    [Fact]
    public async Task Correspondence_OnAClosedTicket_LeavesItClosed()
    {
        var id = await OpenAsync();
        await _rt.CloseAsync(id);
        var crm = Connect(options => options.MirrorVisibility = MirrorVisibility.Public);
        await crm.AddCommentAsync(id, "For the record.", Cancel);
        Assert.Equal(CaseState.Closed, (await ReadAsync(id)).State);
        Assert.True((await crm.ReadCommentsAsync(id, Cancel).SingleAsync(Cancel)).IsPublic);
    }

    [Fact]
    public async Task Mirror_ByDefault_IsForTheCompanysOwnPeople()
    {
        var id = await OpenAsync();
        await Connect().AddCommentAsync(id, "Google's words.", Cancel);
        Assert.False((await Connect().ReadCommentsAsync(id, Cancel).SingleAsync(Cancel)).IsPublic);
    }

    [Fact]
    public async Task Comment_OfRtsEditor_IsReadAsText()
    {
        var id = await OpenAsync();
        await _rt.SendAsync(HttpMethod.Post, $"ticket/{id}/correspond", JsonContent.Create(
            new { Content = "<p>Since <b>Monday</b>:</p><ul><li>no boot</li></ul>", ContentType = "text/html" },
            options: new()));
        Assert.Equal(
            "Since Monday:\n\n- no boot", (await Connect().ReadCommentsAsync(id, Cancel).SingleAsync(Cancel)).Body);
    }

    [Fact]
    public async Task Search_WhenOurClockIsFarBehind_StillReachesBackFarEnough()
    {
        var id = await OpenAsync();
        var updated = (await ReadAsync(id)).UpdatedAt!.Value;
        var clock = new FakeTimeProvider(updated.AddHours(-2));
        using var network = new SocketsHttpHandler { UseProxy = false };
        var pages = await _rt.Create(network, clock)
            .SearchUpdatedAsync(updated.AddHours(-1), Cancel).ToListAsync(Cancel);
        Assert.Contains(pages.SelectMany(page => page.Cases), one => one.Ref == id);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(995)]
    [InlineData(3_600)]
    [InlineData(20_000)]
    [InlineData(200_000)]
    [InlineData(50_000_000)]
    public async Task Search_ThatReachesBackSoManySeconds_FindsWhatIsNew(int seconds)
    {
        var id = await OpenAsync();
        var since = (await ReadAsync(id)).UpdatedAt!.Value.AddSeconds(-seconds);
        var pages = await Connect().SearchUpdatedAsync(since, Cancel).ToListAsync(Cancel);
        Assert.Contains(pages.SelectMany(page => page.Cases), one => one.Ref == id);
    }

    private static RequestTrackerCrm ConnectTo(RequestTrackerUnderTest rt, Action<CrmOptions>? configure) =>
        rt.Create(new SocketsHttpHandler { UseProxy = false }, TimeProvider.System, configure);

    private RequestTrackerCrm Connect(Action<CrmOptions>? configure = null) => ConnectTo(_rt, configure);

    private async Task<CompanyCaseId> OpenAsync() => (CompanyCaseId)(await Connect().CreateCaseAsync(
        new NewCase("Quirk", "It does not start.", Priority.P2, null), Cancel)).Ref;

    private async Task<SupportCase> ReadAsync(CompanyCaseId id) =>
        (await Connect().FindCaseAsync(id, Cancel)).Case!;

    private async Task<List<SupportCase>> SearchAsync() => await Connect().SearchUpdatedAsync(null, Cancel)
        .SelectMany(page => page.Cases).ToListAsync(Cancel);
}
