using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }
}

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceBuilder<out T> where T : IResource
{
    T Resource { get; }
}

public sealed class ProjectResource : IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport, IModeled
{
    internal ProjectResource(ResourceModel model) => Model = model;

    public string Name => Model.Name;

    internal ResourceModel Model { get; }

    ResourceModel IModeled.Model => Model;
}

public sealed class ExecutableResource : IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport, IModeled
{
    internal ExecutableResource(ResourceModel model) => Model = model;

    public string Name => Model.Name;

    internal ResourceModel Model { get; }

    ResourceModel IModeled.Model => Model;
}

/// <summary>A value to read, shown with the addresses.</summary>
public sealed class ParameterResource : IResource
{
    internal ParameterResource(string name) => Name = name;

    public string Name { get; }
}

/// <summary>An address that a resource listens on, as others are told it.</summary>
public sealed class EndpointReference
{
    internal EndpointReference(EndpointModel endpoint) => Endpoint = endpoint;

    internal EndpointModel Endpoint { get; }
}

public sealed class ResourceUrlAnnotation
{
    internal ResourceUrlAnnotation()
    {
    }

    public string? DisplayText { get; set; }
}
