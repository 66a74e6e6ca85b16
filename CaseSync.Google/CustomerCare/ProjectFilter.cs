using CaseSync.Core.Cases;

namespace CaseSync.Google.CustomerCare;

/// <summary>
/// Which parents' cases are mirrored. A project has an id and a number, and the API may use either: list both.
/// </summary>
internal sealed class ProjectFilter
{
    private readonly HashSet<string>? _parents; // Null: all.

    private ProjectFilter(HashSet<string>? parents) => _parents = parents;

    /// <summary>Cases are made under the create parent, so those are mirrored too.</summary>
    public static ProjectFilter Parse(CustomerCareOptions options) =>
        options.Projects == CustomerCareOptions.AllProjects
        ? new ProjectFilter(null)
        : new ProjectFilter([.. Split(options.Projects), options.CreateParentOrParent]);

    public static string[] Split(string? projects) =>
        (projects ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Includes(SupportCase seen) =>
        _parents is null || (seen.Ref is GoogleCaseName name && _parents.Contains(name.Parent));
}
