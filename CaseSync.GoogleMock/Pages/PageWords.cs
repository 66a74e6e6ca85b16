using CaseSync.GoogleMock.CustomerCare;

namespace CaseSync.GoogleMock.Pages;

internal static class PageWords
{
    private const double Kilo = 1000;

    private static readonly string[] s_sizeUnits = ["B", "kB", "MB", "GB"];

    public static string Label(this CaseState state) => state switch
    {
        CaseState.New => "New",
        CaseState.InProgressGoogleSupport => "In progress",
        CaseState.ActionRequired => "Action required",
        CaseState.SolutionProvided => "Solution provided",
        _ => "Closed",
    };

    /// <summary>A patch without a mask can empty a title; its case must still be reachable.</summary>
    public static string Title(this SupportCase seen) => seen.DisplayName.Length == 0 ? "(no title)" : seen.DisplayName;

    public static string Size(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= Kilo && unit < s_sizeUnits.Length - 1)
        {
            (size, unit) = (size / Kilo, unit + 1);
        }
        return FormattableString.Invariant($"{size:0.#} {s_sizeUnits[unit]}");
    }
}
