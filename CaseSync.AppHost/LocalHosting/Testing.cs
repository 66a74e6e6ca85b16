using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting.Testing;

public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the host's own entry point up to its <c>Build()</c>.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default) where TEntryPoint : class =>
        TestedEntryPoint.RunAsync(typeof(TEntryPoint).Assembly, args, cancellationToken);
}

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(
        this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new(app.LocalRun.Find(resourceName).Model.Endpoint(endpointName ?? EndpointModel.DefaultName).Url);
}
