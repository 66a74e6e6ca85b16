using Aspire.Hosting.ApplicationModel;
using CaseSync.AppHost.LocalHosting;

namespace Aspire.Hosting;

public interface IProjectMetadata
{
    string ProjectPath { get; }
}

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name) where TProject : IProjectMetadata, new()
    {
        var project = new TProject().ProjectPath;
        return LocalBuilder.Of(builder).Add<ProjectResource>(
            new ResourceModel(name, DotnetHost.Path, [BuiltProject.OutputOf(project)], Path.GetDirectoryName(project)!)
            {
                IsProject = true,
            });
    }
}

public static class ExecutableResourceBuilderExtensions
{
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder,
        string name,
        string command,
        string workingDirectory,
        params string[]? args) =>
        LocalBuilder.Of(builder).Add<ExecutableResource>(
            new ResourceModel(name, command, args ?? [], Path.GetFullPath(workingDirectory)));
}

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        string value,
        bool publishValueAsDefault = false,
        bool secret = false)
    {
        LocalBuilder.Of(builder).Parameters.Add((name, secret ? "(secret)" : value));
        return new ParameterBuilder();
    }
}
