using System.Net;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CaseSync.Tests.RemoteCalls;

/// <summary>What only shows over a real connection.</summary>
public sealed class WireTests
{
    private const int FileBytes = 8 * 1024 * 1024;

    private static readonly RemoteRequest s_upload = RemoteRequest.Post("files.create", "files");

    [Fact]
    public async Task Upload_IsRefused_BeforeTheFileIsRead()
    {
        await using var server = await StartAsync(http =>
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        });
        var file = new GeneratedFile(FileBytes);
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            Api(server).UploadAsync(s_upload, file, FileBytes, null, ThingJson.Default.Thing, default));
        Assert.Equal((RemoteFailure.Rejected, 413, 0L), (e.Failure, e.Status, file.Given));
    }

    [Fact]
    public async Task Upload_TokenIsRefusedBeforeTheFileIsRead_IsSentAgainWithANewOne()
    {
        var received = 0L;
        await using var server = await StartAsync(async http =>
        {
            if (http.Request.Headers.Authorization != "Bearer new")
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }
            var chunk = new byte[64 * 1024];
            for (int read; (read = await http.Request.Body.ReadAsync(chunk)) > 0;)
            {
                received += read;
            }
            await http.Response.WriteAsync("""{"name":"stored"}""");
        });
        await Api(server, (refused, _) => new(new BearerToken(refused is null ? "old" : "new")))
            .UploadAsync(s_upload, new GeneratedFile(FileBytes), FileBytes, null, ThingJson.Default.Thing, default);
        Assert.Equal(FileBytes, received);
    }

    [Fact]
    public async Task Write_ReplyIsLost_IsNotSentAgain()
    {
        var writes = 0;
        await using var server = await StartAsync(async http =>
        {
            if (http.Request.Method == HttpMethods.Post)
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                writes++;
                http.Abort();
                return;
            }
            await http.Response.WriteAsync("{}");
        });
        var api = Api(server);
        // So that the connection is a used one.
        await api.CallAsync(RemoteRequest.Get("things.get", "things/1"), ThingJson.Default.Thing, default);
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => api.SendAsync(
            RemoteRequest.Post("things.create", "things").WithJson(new Thing("a"), ThingJson.Default.Thing), default));
        Assert.Equal((1, RemoteFailure.Unavailable, true), (writes, e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Write_NobodyListens_HasTakenNoEffect()
    {
        var api = Api(new Uri("http://127.0.0.1:9"));
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => api.SendAsync(s_upload, default));
        Assert.Equal((RemoteFailure.Unavailable, false), (e.Failure, e.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Download_ConnectionBreaks_IsAFailureAndNotTheEnd()
    {
        var isOpen = new TaskCompletionSource();
        await using var server = await StartAsync(async http =>
        {
            http.Response.ContentLength = FileBytes;
            await http.Response.Body.WriteAsync(new byte[1000]);
            await http.Response.Body.FlushAsync();
            await isOpen.Task;
            http.Abort();
        });
        await using var file = await Api(server).OpenAsync(RemoteRequest.Get("files.content", "files/1"), default);
        isOpen.SetResult();
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => file.CopyToAsync(Stream.Null));
        Assert.Equal(RemoteFailure.Unavailable, e.Failure);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(http =>
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            return answer(http);
        });
        await app.StartAsync();
        return app;
    }

    private static RemoteApi Api(WebApplication server, BearerTokenSource? token = null) =>
        Api(new Uri(server.Urls.Single()), token);

    private static RemoteApi Api(Uri address, BearerTokenSource? token = null) => new(
        RemoteHttp.Create(address, token), "google", new RemoteLimits(TimeSpan.FromSeconds(20)), TimeProvider.System,
        () => 0.5);
}
