using CaseSync.ServiceDefaults.LocalRuns;
using CaseSync.Tests.OutageProxy;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class OutageSwitchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verbs_OfOneSystem_ChangeItAndNoOther()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var outages = new OutageSwitch(proxy.Control);

        Assert.Equal("It is up: CaseSync can reach it.", (await outages.FindStateAsync("crm", Cancel))!.Describe("It"));
        Assert.StartsWith(
            "It is down:", (await outages.SetAsync("crm", "down", Cancel))!.Describe("It"), StringComparison.Ordinal);
        Assert.StartsWith(
            "It is down:", (await outages.FindStateAsync("crm", Cancel))!.Describe("It"), StringComparison.Ordinal);
        Assert.Equal(
            "It is up: CaseSync can reach it.", (await outages.FindStateAsync("google", Cancel))!.Describe("It"));
        await outages.SetAsync("crm", "bring-back", Cancel);
        Assert.Contains(
            "next 3 changes", (await outages.SetAsync("crm", "lose-replies", Cancel))!.Describe("It"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_OfAProxyThatIsGone_IsNone()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9/") };
        using var gone = new OutageSwitch(http);

        Assert.Null(await gone.FindStateAsync("crm", Cancel));
        Assert.Null(await gone.SetAsync("crm", "down", Cancel));
    }
}
