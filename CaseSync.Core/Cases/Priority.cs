namespace CaseSync.Core.Cases;

/// <summary>Google's five priorities; the number is the guide's integer and the smaller is the more urgent.</summary>
public enum Priority
{
    P0 = 0,
    P1 = 1,
    P2 = 2,
    P3 = 3,
    P4 = 4,
}
