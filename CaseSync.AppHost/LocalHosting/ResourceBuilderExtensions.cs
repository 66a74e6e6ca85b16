using Aspire.Hosting.ApplicationModel;
using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting;

public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment
    {
        builder.Model().Environment[name] = () => value ?? "";
        return builder;
    }

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment
    {
        builder.Model().Environment[name] = () => endpointReference.Endpoint.Url;
        return builder;
    }

    // A local endpoint has a fixed port, and nothing stands before it: the process listens there, proxied or not.
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        var number = targetPort ?? port ?? throw new ArgumentNullException(nameof(port));
        builder.Model().Endpoints.Add(new EndpointModel(name ?? EndpointModel.DefaultName, number, env));
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Model().Endpoint(name));

    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource
    {
        var url = new ResourceUrlAnnotation();
        callback(url);
        builder.Model().Endpoint(endpointName).DisplayText = url.DisplayText;
        return builder;
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Model().Endpoint(endpointName ?? EndpointModel.DefaultName);
        builder.Model().Health = new HealthModel(new Uri(new Uri(endpoint.Url), path ?? "/"), statusCode ?? 200);
        return builder;
    }

    /// <summary>A POST to the resource: Aspire's dashboard has a button for it.</summary>
    public static IResourceBuilder<T> WithHttpCommand<T>(
        this IResourceBuilder<T> builder,
        string path,
        string displayName,
        string? endpointName = null,
        string? commandName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Model().Endpoint(endpointName ?? EndpointModel.DefaultName);
        builder.Model().Commands.Add(new CommandModel(displayName, new Uri(new Uri(endpoint.Url), path)));
        return builder;
    }

    /// <summary>Starts only when the other has been healthy, or runs if it has no health check.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        builder.Model().WaitsFor.Add(dependency.Model().Name);
        return builder;
    }

    private static ResourceModel Model<T>(this IResourceBuilder<T> builder) where T : IResource =>
        ((IProcessBuilder)builder).Model;
}
