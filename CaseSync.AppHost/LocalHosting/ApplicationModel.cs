using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

public interface IResource;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceBuilder<out T> where T : IResource;

/// <summary>One of our own services. Like the others it is only the name of a kind here: LocalHosting keeps what it
/// knows in a ResourceModel.</summary>
public sealed class ProjectResource : IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
{
    private ProjectResource()
    {
    }
}

/// <summary>Somebody else's program.</summary>
public sealed class ExecutableResource : IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
{
    private ExecutableResource()
    {
    }
}

/// <summary>A value to read, shown with the addresses.</summary>
public sealed class ParameterResource : IResource
{
    private ParameterResource()
    {
    }
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
