using System.Reflection;

namespace CaseSync.AppHost.LocalHosting;

/// <summary>The services' project files and what each was built into, as the build wrote it down.</summary>
internal static class BuiltProject
{
    private const string Mark = "output:";

    private static readonly Dictionary<string, string> s_outputs = typeof(BuiltProject).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(metadata => metadata.Key.StartsWith(Mark, StringComparison.Ordinal))
        .ToDictionary(metadata => metadata.Key[Mark.Length..], metadata => metadata.Value!, StringComparer.Ordinal);

    public static string Find(string projectName) =>
        s_outputs.Keys.Single(path => Path.GetFileNameWithoutExtension(path) == projectName);

    public static string OutputOf(string projectPath) => s_outputs[projectPath];
}

internal static class DotnetHost
{
    /// <summary>The very .NET that runs this process, wherever it is installed.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../..", "dotnet"));
}
