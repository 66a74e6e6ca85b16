namespace CaseSync.GoogleMock.CustomerCare;

/// <summary>What a case stands under, as the mock keeps it: a project always by its id, never by its number.</summary>
internal sealed record CaseParent(CaseParentKind Kind, string Id)
{
    public string Name => Kind == CaseParentKind.Organization ? $"organizations/{Id}" : $"projects/{Id}";
}

internal enum CaseParentKind
{
    Organization,
    Project,
}

/// <summary>A parent as a request names it: the answer keeps this form.</summary>
/// <param name="Parent">The parent itself, whatever its alias.</param>
/// <param name="Name">The name in the form that the request used.</param>
internal sealed record NamedParent(CaseParent Parent, string Name);
