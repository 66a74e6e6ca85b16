namespace CaseSync.Simulator.Faulting;

/// <summary>Whom a process calls.</summary>
internal enum Target
{
    Google,
    Company,
    Store,
    Tasks,
}

internal enum CallKind
{
    Read,
    Write,
}

internal static class TargetExtensions
{
    /// <summary>As <c>RemoteCallException.System</c> names it.</summary>
    public static string Name(this Target target) => target switch
    {
        Target.Google => "google",
        Target.Company => "company",
        Target.Store => "store",
        Target.Tasks => "tasks",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
