using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>Collects the model; in a test, stops at <see cref="Build"/> until the test builds.</summary>
internal sealed class LocalBuilder : IDistributedApplicationTestingBuilder
{
    private readonly TestedEntryPoint? _test;

    public LocalBuilder(string[] args, TestedEntryPoint? test)
    {
        _test = test;
        Configuration.AddEnvironmentVariables().AddCommandLine(args);
    }

    public ConfigurationManager Configuration { get; } = new();

    public List<ResourceModel> Resources { get; } = [];

    public List<(string Name, string Value)> Parameters { get; } = [];

    public static LocalBuilder Of(IDistributedApplicationBuilder builder) => (LocalBuilder)builder;

    public IResourceBuilder<T> Add<T>(ResourceModel resource) where T : IResource
    {
        if (Resources.Exists(other => other.Name == resource.Name))
        {
            throw new InvalidOperationException($"There are two resources '{resource.Name}'.");
        }

        Resources.Add(resource);
        return new LocalResourceBuilder<T>(resource);
    }

    public DistributedApplication Build()
    {
        _test?.WaitForTheTestToBuild(this);
        var app = new DistributedApplication(LocalRun.Of(this, isTest: _test is not null), _test);
        _test?.Built(app);
        return app;
    }

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        _test!.BuildAsync(cancellationToken);
}

/// <summary>Whatever kind of resource it builds, a process.</summary>
internal interface IProcessBuilder
{
    ResourceModel Model { get; }
}

internal sealed class LocalResourceBuilder<T>(ResourceModel model) : IResourceBuilder<T>, IProcessBuilder
    where T : IResource
{
    public ResourceModel Model => model;
}

internal sealed class ParameterBuilder : IResourceBuilder<ParameterResource>;
