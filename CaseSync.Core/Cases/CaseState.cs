namespace CaseSync.Core.Cases;

/// <summary>All that is synchronized of a case's state: each system's many open states are one here.</summary>
public enum CaseState
{
    Open,
    Closed,
}
