using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace CaseSync.AppHost;

/// <summary>The settings that Poller and Syncer share: both systems, through the proxy, and the queue.</summary>
internal static class ConnectorSettings
{
    // Times are short enough to watch; in production they are minutes.
    private static readonly (string Name, string Value)[] s_values =
    [
        ("CustomerCare__Parent", "organizations/123"),
        ("CustomerCare__CreateParent", "projects/casesync-demo"),
        ("CustomerCare__Projects", "*"),
        ("CustomerCare__Auth", "None"),
        ("CustomerCare__Account", "casesync@local.test"),
        ("CustomerCare__ClassificationId", "100H41EKC1K6ASRFC5JJ"), // One of those that the Google mock lists.
        ("CustomerCare__LanguageCode", "en"),
        ("CustomerCare__TimeZone", "+00:00"),
        ("CustomerCare__SearchLag", "00:00:02"),
        ("Crm__Kind", "Generic"),
        ("Crm__SearchLag", "00:00:02"),
        ("Tasks__Queue", "projects/casesync-local/locations/local/queues/casesync"),
        ("Tasks__Auth", "None"),
        ("Sync__SettleTime", "00:00:05"),
        ("Sync__RequestTimeout", "00:00:05"),
        ("Sync__LeaseDuration", "00:00:15"),
        ("Outages__ToleranceScale", "0.05"),
    ];

    /// <summary>The queue is reached directly: an outage of either system is none of the queue.</summary>
    public static IResourceBuilder<ProjectResource> WithConnectorSettings(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> proxy,
        IResourceBuilder<ProjectResource> queue)
    {
        // Another CRM than the mock has settings of its own.
        foreach (var (key, value) in builder.Configuration.GetSection("Crm").AsEnumerable())
        {
            if (value is not null)
            {
                service.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }

        foreach (var (name, value) in s_values)
        {
            service.WithSetting(builder, name, value);
        }

        return service
            .WithSetting(builder, "CustomerCare__BaseAddress", proxy.GetEndpoint("google"))
            .WithSetting(builder, "Crm__BaseAddress", proxy.GetEndpoint("crm"))
            .WithSetting(builder, "Tasks__BaseAddress", queue.GetEndpoint("http"));
    }

    /// <summary>
    /// Where the console's links lead: to the mocks' pages, not through the proxy, and to the dashboard.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithConsoleLinks(
        this IResourceBuilder<ProjectResource> service, IDistributedApplicationBuilder builder,
        LocalPorts ports) => service
        .WithSetting(builder, "Console__GoogleCaseUrl", $"http://127.0.0.1:{ports.GoogleMock}/cases/{{id}}")
        .WithSetting(builder, "Console__CompanyCaseUrl", $"http://127.0.0.1:{ports.CrmMock}/cases/{{id}}")
        .WithSetting(builder, "Console__TraceUrl", $"http://127.0.0.1:{ports.Dashboard}/traces/detail/{{id}}");

    /// <summary>A default: the environment of the host, or its arguments, may say otherwise.</summary>
    public static IResourceBuilder<ProjectResource> WithSetting(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        string name,
        string value) =>
        service.WithEnvironment(name, Given(builder, name) ?? value);

    public static IResourceBuilder<ProjectResource> WithSetting(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        string name,
        EndpointReference address) =>
        Given(builder, name) is { } given
            ? service.WithEnvironment(name, given)
            : service.WithEnvironment(name, address);

    private static string? Given(IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)];
}
