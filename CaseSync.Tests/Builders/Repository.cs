using System.Reflection;
using System.Runtime.CompilerServices;

namespace CaseSync.Tests.Builders;

/// <summary>The sources and the built assemblies, for the tests of our conventions.</summary>
internal static class Repository
{
    private static readonly string[] s_generatedFolders = ["bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every CaseSync assembly beside the tests, and the tests.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "CaseSync.*.dll").Order(StringComparer.Ordinal)
            .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)))];

    public static IEnumerable<Assembly> Production =>
        Assemblies.Where(assembly => assembly != typeof(Repository).Assembly);

    /// <summary>Files of our own by extension, as paths from the root.</summary>
    public static IEnumerable<string> Files(params string[] extensions) => FilesUnder(Root)
        .Where(file => extensions.Contains(Path.GetExtension(file)))
        .Select(file => Path.GetRelativePath(Root, file));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The types that somebody wrote; a compiler's own have names that nobody can write.</summary>
    public static IEnumerable<Type> WrittenTypes(this Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("CaseSync", StringComparison.Ordinal) == true && !type.IsGenerated());

    public static bool IsGenerated(this MemberInfo member) => member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (member.DeclaringType?.IsGenerated() ?? false);

    private static IEnumerable<string> FilesUnder(string folder) => Directory.GetFiles(folder).Concat(
        Directory.GetDirectories(folder)
            .Where(child => Path.GetFileName(child) is var name && name != ".git" && !s_generatedFolders.Contains(name))
            .SelectMany(FilesUnder));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CaseSync.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException(
                    "The tests run outside the repository: no CaseSync.sln above them.");
        }

        return folder.FullName;
    }
}
