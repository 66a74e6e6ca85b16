using System.Net;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.Extensions.Time.Testing;

namespace CaseSync.Tests.RemoteCalls;

public sealed class FileTests
{
    private const long FileBytes = 64 * 1024 * 1024;

    private static readonly RemoteRequest s_upload = RemoteRequest.Post("files.create", "files?name=a.txt");
    private static readonly RemoteRequest s_download = RemoteRequest.Get("files.content", "files/1");

    [Fact]
    public async Task Upload_OfALargeFile_HoldsOneChunkOfIt()
    {
        var source = new GeneratedFile(FileBytes);
        var target = new CountingTarget(source);
        var answer = await Api(target)
            .UploadAsync(s_upload, source, FileBytes, "text/plain", ThingJson.Default.Thing, default);
        Assert.Equal("stored", answer.Value.Name);
        Assert.Equal(FileBytes, target.Taken);
        Assert.InRange(target.AheadMax, 1, 64 * 1024);
        Assert.Equal(
            (FileBytes, "text/plain", true), (target.ContentLength, target.ContentType, target.ExpectsContinue));
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public async Task Upload_FileHasAnotherLengthThanListed_Fails(long actual)
    {
        var source = new GeneratedFile(actual);
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Api(new CountingTarget(source))
            .UploadAsync(s_upload, source, 1000, null, ThingJson.Default.Thing, default));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    [Fact]
    public async Task Upload_TargetTakesNoByte_EndsAtTheIdleLimit()
    {
        var clock = new FakeTimeProvider();
        var source = new GeneratedFile(FileBytes);
        var target = new CountingTarget(source) { StandsStillAfter = FileBytes / 2 };
        var upload = Api(target, clock)
            .UploadAsync(s_upload, source, FileBytes, null, ThingJson.Default.Thing, default);
        await target.StoodStill.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(upload.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => upload);
        Assert.Equal((RemoteFailure.Unavailable, true), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Upload_SlowButSteady_MayTakeLongerThanAnyLimit()
    {
        var clock = new FakeTimeProvider();
        var source = new GeneratedFile(1024 * 1024) { EachRead = () => clock.Advance(TimeSpan.FromSeconds(15)) };
        await Api(new CountingTarget(source), clock)
            .UploadAsync(s_upload, source, 1024 * 1024, null, ThingJson.Default.Thing, default);
        Assert.True(clock.GetUtcNow() - clock.Start > TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Upload_SourceFails_IsTheSourcesFailure()
    {
        var blame = new RemoteCallException("company", "attachments.content", RemoteFailure.Unavailable, "broke off");
        var source = new GeneratedFile(FileBytes) { EachRead = () => throw blame };
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => Api(new CountingTarget(source))
            .UploadAsync(s_upload, source, FileBytes, null, ThingJson.Default.Thing, default));
        Assert.Same(blame, e);
    }

    [Fact]
    public async Task Download_SenderStandsStill_EndsAtTheIdleLimit()
    {
        var system = new ScriptedSystem(new HttpResponseMessage { Content = new StreamContent(new SilentStream()) });
        await using var file = await system.Api().OpenAsync(s_download, default);
        var read = file.ReadAsync(new byte[10]).AsTask();
        system.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(read.IsCompleted);
        system.Clock.Advance(TimeSpan.FromSeconds(1));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => read);
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    [Fact]
    public async Task Download_BreaksOff_IsAFailureAndNotTheEnd()
    {
        var source = new GeneratedFile(1000)
        {
            EachRead = () => throw new HttpIOException(HttpRequestError.ResponseEnded),
        };
        var system = new ScriptedSystem(new HttpResponseMessage { Content = new StreamContent(source) });
        await using var file = await system.Api().OpenAsync(s_download, default);
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => file.ReadAsync(new byte[10]).AsTask());
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    [Fact]
    public async Task Download_IsRedirected_FollowsWithoutTheToken()
    {
        var system = new ScriptedSystem(
            Redirect("https://files.test/signed?x=1"), Redirect("/elsewhere"),
            new HttpResponseMessage { Content = new StringContent("bytes") });
        var api = system.Api(token: (_, _) => new(new BearerToken("secret")));
        await using var file = await api.OpenAsync(s_download, default);
        Assert.Equal("bytes", await new StreamReader(file).ReadToEndAsync());
        Assert.Equal(
            [
                ("/files/1", "Bearer secret"),
                ("https://files.test/signed?x=1", null),
                ("https://files.test/elsewhere", null),
            ],
            system.Requests.Select(sent => (sent.Target, sent.Authorization)));
    }

    [Theory]
    [InlineData("http://files.test/plain")]
    [InlineData("http://127.0.0.1/metadata")] // The API is elsewhere, so this machine is none of its business.
    [InlineData("file:///etc/passwd")]
    public async Task Download_IsRedirectedToAnUnsafePlace_IsNotFollowed(string location)
    {
        var system = new ScriptedSystem(_ => Redirect(location));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => system.Api().OpenAsync(s_download, default));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task Download_IsRedirectedForEver_Fails()
    {
        var system = new ScriptedSystem(_ => Redirect("https://files.test/again"));
        await Assert.ThrowsAsync<RemoteCallException>(() => system.Api().OpenAsync(s_download, default));
        Assert.Equal(6, system.Requests.Count);
    }

    private static HttpResponseMessage Redirect(string location) =>
        new(HttpStatusCode.Found) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } };

    private static RemoteApi Api(CountingTarget target, FakeTimeProvider? clock = null) => new(
        RemoteHttp.Create(new Uri("https://api.test/"), null, target), "google",
        new RemoteLimits(TimeSpan.FromSeconds(20)),
        clock ?? new FakeTimeProvider(), () => 0.5);
}
