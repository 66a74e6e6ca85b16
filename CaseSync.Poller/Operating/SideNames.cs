using CaseSync.Core.Cases;

namespace CaseSync.Poller.Operating;

/// <summary>A side as its people call it.</summary>
internal static class SideNames
{
    public static string Of(Side side) => side == Side.Google ? "Google" : "the CRM";

    /// <summary>As a sentence begins.</summary>
    public static string First(Side side) => side == Side.Google ? "Google" : "The CRM";
}
