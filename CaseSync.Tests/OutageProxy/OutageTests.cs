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

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task CutReplies_One_BreaksOffItsBodyAfterTheEffect(string method)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.CommandAsync("/crm/cut-replies?count=1");

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(proxy.ToCrm, method, "/first"));
        await SendAsync(proxy.ToCrm, method, "/second");

        Assert.Equal([$"{method} /first", $"{method} /second"], proxy.Crm.Effects);
        var state = await proxy.StateAsync("crm");
        Assert.Equal(0, state.GetProperty("cutReplies").GetInt32());
        Assert.Equal(1, state.GetProperty("repliesCut").GetInt32());
        Assert.Equal(1, state.GetProperty("forwarded").GetInt32());
    }

    private static async Task SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request); // With its body.
    }

    private static Task AssertLostAsync(HttpClient client, string path) =>
        Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(path, new StringContent("x")));
}
