using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Testing;
using CaseSync.AppHost.LocalHosting;

namespace CaseSync.Tests.AppHost;

/// <summary>What Program.cs tells each service, without starting any.</summary>
public sealed class StackModelTests
{
    private static readonly string[] s_args =
        ["--CASESYNC_PORT_BASE=6240", "--CASESYNC_STORE=Sqlite", "--CASESYNC_STORE_PATH=/tmp/x.db"];

    [Theory]
    [InlineData("poller", "http://127.0.0.1:6251")]
    [InlineData("syncer", "http://127.0.0.1:6252")]
    public async Task Connector_IsToldBothSystemsThroughTheProxyAndTheQueueDirectly(string service, string url)
    {
        var model = await ModelAsync(service, s_args);

        var expected = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["CustomerCare__BaseAddress"] = "http://127.0.0.1:6262",
            ["CustomerCare__Parent"] = "organizations/123",
            ["CustomerCare__CreateParent"] = "projects/casesync-demo",
            ["CustomerCare__Projects"] = "*",
            ["CustomerCare__Auth"] = "None",
            ["CustomerCare__Account"] = "casesync@local.test",
            ["CustomerCare__ClassificationId"] = "100H41EKC1K6ASRFC5JJ",
            ["CustomerCare__LanguageCode"] = "en",
            ["CustomerCare__TimeZone"] = "+00:00",
            ["CustomerCare__SearchLag"] = "00:00:02",
            ["Crm__Kind"] = "Generic",
            ["Crm__BaseAddress"] = "http://127.0.0.1:6261",
            ["Crm__SearchLag"] = "00:00:02",
            ["Store__Kind"] = "Sqlite",
            ["Store__Path"] = "/tmp/x.db",
            ["Store__Namespace"] = "",
            ["Tasks__BaseAddress"] = "http://127.0.0.1:6242",
            ["Tasks__Queue"] = "projects/casesync-local/locations/local/queues/casesync",
            ["Tasks__SyncerAddress"] = "http://127.0.0.1:6252",
            ["Tasks__Auth"] = "None",
            ["Sync__SettleTime"] = "00:00:05",
            ["Sync__RequestTimeout"] = "00:00:05",
            ["Sync__LeaseDuration"] = "00:00:15",
            ["Outages__ToleranceScale"] = "0.05",
        };
        if (service == "poller")
        {
            expected["Console__GoogleCaseUrl"] = "http://127.0.0.1:6242/cases/{id}";
            expected["Console__CompanyCaseUrl"] = "http://127.0.0.1:6241/cases/{id}";
            expected["Console__TraceUrl"] = "http://127.0.0.1:20028/traces/detail/{id}";
        }

        Assert.Equal(expected, model.Variables());
    }

    [Fact]
    public async Task Datastore_ThatIsGiven_IsToldToTheConnector()
    {
        using var emulator = new TcpListener(IPAddress.Loopback, 0);
        emulator.Start();
        var host = $"127.0.0.1:{((IPEndPoint)emulator.LocalEndpoint).Port}";

        var variables = (await ModelAsync("syncer", [$"--DATASTORE_EMULATOR_HOST={host}"])).Variables();

        Assert.Equal("Datastore", variables["Store__Kind"]);
        Assert.Equal("casesync-local", variables["Store__ProjectId"]);
        Assert.Equal(host, variables["DATASTORE_EMULATOR_HOST"]);
        Assert.Matches(@"^local-\d+-\d+$", variables["Store__Namespace"]); // Another run's cases are not this one's.
        Assert.False(variables.ContainsKey("Store__Path"));
    }

    [Fact]
    public async Task GoogleMock_IsToldWhomToCallAndHowOften()
    {
        var variables = (await ModelAsync("google-mock", s_args)).Variables();

        Assert.Equal("http://127.0.0.1:6242", variables["ASPNETCORE_URLS"]);
        Assert.Equal("http://127.0.0.1:6251", variables["Schedule__PollerAddress"]);
        Assert.Equal("00:00:05", variables["Schedule__Every__PollGoogleForUpdates"]);
        Assert.Equal("00:00:05", variables["Schedule__Every__PollCompanyForUpdates"]);
        Assert.Equal("00:00:10", variables["Schedule__Every__DetectOutages"]);
    }

    [Fact]
    public async Task OutageProxy_IsToldItsPortsAndBothSystems()
    {
        var variables = (await ModelAsync("outage-proxy", s_args)).Variables();

        Assert.Equal("http://127.0.0.1:6260", variables["ASPNETCORE_URLS"]);
        Assert.Equal(("6261", "6262"), (variables["Proxy__CrmPort"], variables["Proxy__GooglePort"]));
        Assert.Equal("http://127.0.0.1:6241", variables["Proxy__CrmAddress"]);
        Assert.Equal("http://127.0.0.1:6242", variables["Proxy__GoogleAddress"]);
    }

    [Fact]
    public async Task Setting_GivenToTheHost_WinsOverItsDefault()
    {
        string[] args = [.. s_args, "--Crm:Kind=Jira", "--Crm:BaseAddress=https://jira.test"];

        var variables = (await ModelAsync("poller", args)).Variables();

        Assert.Equal(("Jira", "https://jira.test"), (variables["Crm__Kind"], variables["Crm__BaseAddress"]));
    }

    [Fact]
    public async Task Host_WithAWrongSetting_EndsBeforeItBuilds()
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.CaseSync_AppHost>(["--CASESYNC_PORT_BASE=1"]));

        Assert.StartsWith("The host ended before it built an application", ended.Message, StringComparison.Ordinal);
    }

    private static async Task<ResourceModel> ModelAsync(string name, string[] args)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CaseSync_AppHost>(args);
        await using var app = await builder.BuildAsync();
        return app.LocalRun.Find(name).Model;
    }
}
