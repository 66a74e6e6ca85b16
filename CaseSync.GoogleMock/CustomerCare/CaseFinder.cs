using System.Globalization;
using CaseSync.GoogleMock.Rest;

namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>A case as a request named it: the answer's names begin with <see cref="ParentName"/>.</summary>
internal sealed record NamedCase(SupportCase Case, string ParentName)
{
    public string Name => $"{ParentName}/cases/{Case.Number}";
}

internal static class CaseFinder
{
    public static NamedParent Parent(this GoogleCall call, Projects projects) =>
        projects.Resolve(call.Path("kind"), call.Path("owner"));

    public static NamedCase Case(this GoogleCall call, SupportDesk desk, Projects projects)
    {
        var parent = call.Parent(projects);
        return TryParseId(call.Path("case"), out var number) && desk.Find(number) is { } found
            && found.Parent == parent.Parent
            ? new NamedCase(found, parent.Name)
            : throw GoogleApiException.NotFound($"Case {parent.Name}/cases/{call.Path("case")} not found.");
    }

    /// <summary>Digits only: "+1" and " 1" would else be more names of the same case.</summary>
    public static bool TryParseId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
