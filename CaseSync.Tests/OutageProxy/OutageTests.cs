using System.Net;

namespace CaseSync.Tests.OutageProxy;

public sealed class OutageTests
{
    [Fact]
    public async Task Down_OneSystem_BreaksItsConnectionsAndLeavesTheOther()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.CommandAsync("/crm/down");

        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.ToCrm.GetStringAsync("/api/me"));
        await proxy.ToGoogle.GetStringAsync("/v2/x");
        Assert.Empty(proxy.Crm.Effects);
        Assert.Single(proxy.Google.Effects);

        await proxy.CommandAsync("/crm/up");
        await proxy.ToCrm.GetStringAsync("/api/me");
        Assert.Single(proxy.Crm.Effects);
    }

    [Fact]
    public async Task Down_WithMode503_Answers503()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.CommandAsync("/google/down?mode=503");

        using var answer = await proxy.ToGoogle.GetAsync("/v2/x");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Empty(proxy.Google.Effects);
        Assert.Equal(1, (await proxy.StateAsync("google")).GetProperty("refused").GetInt32());
    }

    [Fact]
    public async Task LoseReplies_Two_LosesTheReplyOfTwoWritesAfterTheirEffect()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.CommandAsync("/crm/lose-replies?count=2");

        await proxy.ToCrm.GetStringAsync("/read"); // A read keeps its reply.
        await AssertLostAsync(proxy.ToCrm, "/first");
        await AssertLostAsync(proxy.ToCrm, "/second");
        using var third = await proxy.ToCrm.PostAsync("/third", new StringContent("x"));

        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal(["GET /read", "POST /first", "POST /second", "POST /third"], proxy.Crm.Effects);
        var state = await proxy.StateAsync("crm");
        Assert.Equal(0, state.GetProperty("loseReplies").GetInt32());
        Assert.Equal(2, state.GetProperty("repliesLost").GetInt32());
    }

    [Fact]
    public async Task LoseReplies_OfReadsToo_LosesARead()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.CommandAsync("/google/lose-replies?count=1&writes=false");

        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.ToGoogle.GetStringAsync("/read"));

        Assert.Equal(["GET /read"], proxy.Google.Effects);
    }

    private static Task AssertLostAsync(HttpClient client, string path) =>
        Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(path, new StringContent("x")));
}
