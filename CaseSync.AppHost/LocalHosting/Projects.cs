using Aspire.Hosting;
using CaseSync.AppHost.LocalHosting;

// The names that Aspire's SDK gives the projects it makes known to a host.
#pragma warning disable CA1707 // Underscores are its way to write a dot.
namespace Projects;

public sealed class CaseSync_CrmMock : IProjectMetadata
{
    public string ProjectPath => BuiltProject.Find("CaseSync.CrmMock");
}

public sealed class CaseSync_GoogleMock : IProjectMetadata
{
    public string ProjectPath => BuiltProject.Find("CaseSync.GoogleMock");
}

public sealed class CaseSync_OutageProxy : IProjectMetadata
{
    public string ProjectPath => BuiltProject.Find("CaseSync.OutageProxy");
}

public sealed class CaseSync_Poller : IProjectMetadata
{
    public string ProjectPath => BuiltProject.Find("CaseSync.Poller");
}

public sealed class CaseSync_Syncer : IProjectMetadata
{
    public string ProjectPath => BuiltProject.Find("CaseSync.Syncer");
}

/// <summary>The host itself, by which a test names what it starts.</summary>
public sealed class CaseSync_AppHost;
