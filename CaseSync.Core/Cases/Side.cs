namespace CaseSync.Core.Cases;

/// <summary>One of the two systems. As the direction of a copy it names where the original was written.</summary>
public enum Side
{
    Google,
    Company,
}

public static class SideExtensions
{
    public static Side Other(this Side side) => side == Side.Google ? Side.Company : Side.Google;
}
