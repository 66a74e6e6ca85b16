using System.Net;
using CaseSync.Core.Doors;
using CaseSync.ServiceDefaults.RemoteCalls;

namespace CaseSync.Tests.RemoteCalls;

public sealed class BearerTokenTests
{
    private static readonly RemoteRequest s_write =
        RemoteRequest.Post("things.create", "things").WithJson(new Thing("a"), ThingJson.Default.Thing);

    [Fact]
    public async Task Token_IsRefused_IsRenewedOnceAndTheRequestSentAgain()
    {
        var system = new ScriptedSystem(Unauthorized(), ScriptedSystem.Json("{}"));
        await system.Api(token: Rotating).SendAsync(s_write, default);
        Assert.Equal(["Bearer old", "Bearer new"], system.Requests.Select(sent => sent.Authorization));
        Assert.All(system.Requests, sent => Assert.Equal("""{"name":"a"}""", sent.Body));
    }

    [Fact]
    public async Task Token_IsRefusedTwice_IsDenied()
    {
        var system = new ScriptedSystem(_ => Unauthorized());
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            system.Api(token: Rotating).SendAsync(s_write, default));
        Assert.Equal((RemoteFailure.Denied, false), (e.Failure, e.MayHaveTakenEffect));
        Assert.Equal(2, system.Requests.Count);
    }

    [Fact]
    public async Task Token_ThereIsNoOther_IsNotTriedAgain()
    {
        var system = new ScriptedSystem(_ => Unauthorized());
        await Assert.ThrowsAsync<RemoteCallException>(() =>
            system.Api(token: (_, _) => new(new BearerToken("old"))).SendAsync(s_write, default));
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task Token_CannotBeHad_IsAFailureOfTheCall()
    {
        var system = new ScriptedSystem(_ => ScriptedSystem.Json("{}"));
        var blame = new RemoteCallException("google", "sign-in", RemoteFailure.Denied, "no credentials");
        var e = await Assert.ThrowsAsync<RemoteCallException>(() =>
            system.Api(token: (_, _) => throw blame).SendAsync(s_write, default));
        Assert.Same(blame, e);
        Assert.Empty(system.Requests);
    }

    [Fact]
    public async Task Upload_TokenIsRefusedAfterBytesWereSent_IsNotSentAgain()
    {
        var system = new ScriptedSystem(_ => Unauthorized()); // It reads the body before it answers.
        var e = await Assert.ThrowsAsync<RemoteCallException>(() => system.Api(token: Rotating).UploadAsync(
            s_write, new GeneratedFile(10), 10, null, ThingJson.Default.Thing, default));
        Assert.Equal(RemoteFailure.Denied, e.Failure);
        Assert.Single(system.Requests);
    }

    private static ValueTask<BearerToken?> Rotating(BearerToken? refused, CancellationToken cancel) =>
        new(new BearerToken(refused is null ? "old" : "new"));

    private static HttpResponseMessage Unauthorized() => new(HttpStatusCode.Unauthorized);
}
