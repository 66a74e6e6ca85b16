using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CaseSync.AppHost;

/// <summary>What the outage proxy can be asked to do to a system, as commands of Aspire's dashboard.</summary>
internal static class OutageCommands
{
    /// <param name="side">As the proxy's control address has it.</param>
    /// <param name="name">As a sentence has it.</param>
    public static IResourceBuilder<ProjectResource> WithOutageCommands(
        this IResourceBuilder<ProjectResource> proxy, string side, string name) => proxy
        .WithCommand($"Take {name} down", side, "down")
        .WithCommand($"Lose {name}'s replies", side, "lose-replies")
        .WithCommand($"Bring {name} back", side, "bring-back");

    private static IResourceBuilder<ProjectResource> WithCommand(
        this IResourceBuilder<ProjectResource> proxy, string displayName, string side, string verb) =>
        proxy.WithHttpCommand($"/{side}/{verb}", displayName, endpointName: "http", commandName: $"{side}-{verb}");
}
