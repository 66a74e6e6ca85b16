using CaseSync.ServiceDefaults.LocalRuns;
using CaseSync.Tests.OutageProxy;

namespace CaseSync.Tests.ServiceDefaults;

public sealed class OutageSwitchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verbs_OfAPage_ChangeItsOwnSystemAndNoOther()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var (crm, google) = (new OutageSwitch(proxy.Control, "crm"), new OutageSwitch(proxy.Control, "google"));

        Assert.Equal("Up: CaseSync can reach it.", (await crm.FindStateAsync(Cancel))!.Describe());
        Assert.StartsWith("Down:", (await crm.SetAsync("down", Cancel))!.Describe(), StringComparison.Ordinal);
        Assert.StartsWith("Down:", (await crm.FindStateAsync(Cancel))!.Describe(), StringComparison.Ordinal);
        Assert.Equal("Up: CaseSync can reach it.", (await google.FindStateAsync(Cancel))!.Describe());
        await crm.SetAsync("bring-back", Cancel);
        Assert.Contains("next 3 changes", (await crm.SetAsync("lose-replies", Cancel))!.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_OfAProxyThatIsGone_IsNone()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9/") };
        using var gone = new OutageSwitch(http, "crm");

        Assert.Null(await gone.FindStateAsync(Cancel));
        Assert.Null(await gone.SetAsync("down", Cancel));
    }
}
