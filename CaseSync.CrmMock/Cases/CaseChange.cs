namespace CaseSync.CrmMock.Cases;

internal enum CaseChangeKind
{
    Opened,
    Edited,
    Closed,
    Reopened,
    Commented,
    Attached,
}

/// <summary>Tells the pages that show a case what happened to it, and who did it.</summary>
internal sealed record CaseChange(string CaseId, CaseChangeKind Kind, Person By);
