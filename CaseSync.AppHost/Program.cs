using Aspire.Hosting;
using CaseSync.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
if (!LocalSettings.TryRead(builder.Configuration, out var local, out var refusal))
{
    Console.Error.WriteLine(refusal);
    Environment.ExitCode = 1;
    return;
}

// The two systems to keep the same, each with a page to work in.
var crm = builder.AddProject<Projects.CaseSync_CrmMock>("crm-mock")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithHttpEndpoint(port: local.Ports.CrmMock, isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "The company's CRM (a page)");

var google = builder.AddProject<Projects.CaseSync_GoogleMock>("google-mock")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithHttpEndpoint(port: local.Ports.GoogleMock, isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Google Customer Care (a page)");

// Stands before both, and makes outages on command.
var proxy = builder.AddProject<Projects.CaseSync_OutageProxy>("outage-proxy")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithHttpEndpoint(port: local.Ports.ProxyControl, isProxied: false)
    .WithHttpEndpoint(port: local.Ports.ProxyCrm, name: "crm", env: "Proxy__CrmPort", isProxied: false)
    .WithHttpEndpoint(port: local.Ports.ProxyGoogle, name: "google", env: "Proxy__GooglePort", isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Outage proxy (control)")
    .WithOutageCommands("crm", "the CRM")
    .WithOutageCommands("google", "Google")
    .WithSetting(builder, "Proxy__CrmAddress", crm.GetEndpoint("http"))
    .WithSetting(builder, "Proxy__GoogleAddress", google.GetEndpoint("http"))
    .WaitFor(crm)
    .WaitFor(google);

// Each system's page has buttons for its own outages.
crm.WithSetting(builder, "Demo__OutageProxyUrl", proxy.GetEndpoint("http"));
google.WithSetting(builder, "Demo__OutageProxyUrl", proxy.GetEndpoint("http"));

// What the connector remembers.
var store = builder.AddLocalStore(local);

// The queue starts the Syncer, which brings one case up to date.
var syncer = builder.AddProject<Projects.CaseSync_Syncer>("syncer")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithHttpEndpoint(port: local.Ports.Syncer, isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Syncer")
    .WithLocalStore(builder, local, store)
    .WithConnectorSettings(builder, proxy, queue: google)
    .WaitFor(proxy);
syncer.WithSetting(builder, "Tasks__SyncerAddress", syncer.GetEndpoint("http"));

// The schedule starts the Poller, which finds what changed and queues it.
var poller = builder.AddProject<Projects.CaseSync_Poller>("poller")
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithHttpEndpoint(port: local.Ports.Poller, isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "CaseSync's console (a page)")
    .WithLocalStore(builder, local, store)
    .WithConnectorSettings(builder, proxy, queue: google)
    .WithSetting(builder, "Tasks__SyncerAddress", syncer.GetEndpoint("http"))
    .WithConsoleLinks(builder, local.Ports)
    .WaitFor(proxy)
    .WaitFor(syncer);

// The schedule is Google's part: its mock calls the Poller, more often than production does.
google.WithSetting(builder, "Schedule__PollerAddress", poller.GetEndpoint("http"))
    .WithSetting(builder, "Schedule__Every__PollGoogleForUpdates", "00:00:05")
    .WithSetting(builder, "Schedule__Every__PollCompanyForUpdates", "00:00:05")
    .WithSetting(builder, "Schedule__Every__DetectOutages", "00:00:10");

builder.Build().Run();
